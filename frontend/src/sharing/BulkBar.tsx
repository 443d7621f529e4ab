import { Plural, useLingui } from "@lingui/react/macro";
import { BellRing, CalendarPlus, Ellipsis, Send, X } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { BulkAction, LinkSummary } from "@/api/links";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { MenuButton } from "@/ui/Menu";
import { bulkVerdict } from "./bulk";
import styles from "./LinksView.module.css";
import { linkAction } from "./link-actions";

const BulkDialog = lazy(async () => ({ default: (await import("./BulkDialog")).BulkDialog }));

export interface BulkBarProps {
  chosen: readonly LinkSummary[];
  /** What stands there while nothing is chosen. */
  count: ReactNode;
  onDone: () => void;
}

const firstTools = [
  { action: "resend", icon: Send },
  { action: "remind", icon: BellRing },
  { action: "extend", icon: CalendarPlus },
] as const;
const otherTools = [
  { action: "renew_token", id: "address" },
  { action: "revoke", id: "revoke" },
] as const;

/** Below a list of links: how many, and what can be done with those that are chosen. */
export function BulkBar({ chosen, count, onDone }: BulkBarProps) {
  const { t, i18n } = useLingui();
  // What was chosen when it was asked: while the answer is read, the list goes on
  const [asked, setAsked] = useState<{ action: BulkAction; links: readonly LinkSummary[] } | null>(null);
  const ask = (action: BulkAction) => setAsked({ action, links: chosen });

  function reason(action: BulkAction): string | undefined {
    const verdict = bulkVerdict(action, chosen);
    return verdict === true ? undefined : i18n._(verdict);
  }

  return (
    <footer className={styles.bar}>
      <span className={styles.count} role="status">
        {chosen.length > 0 ? (
          <Plural value={chosen.length} one="# link selected" other="# links selected" />
        ) : (
          count
        )}
      </span>
      {chosen.length > 0 && (
        <IconButton label={t`Clear selection`} onPress={onDone}>
          <X />
        </IconButton>
      )}
      {chosen.length > 0 && (
        <div
          className={styles.tools}
          role="toolbar"
          aria-label={t`With the selected links`}
          data-tools-below=""
        >
          {firstTools.map(({ action, icon: Icon }) => (
            <Button
              key={action}
              size="small"
              icon={<Icon aria-hidden="true" />}
              isDisabled={reason(action) !== undefined}
              onPress={() => ask(action)}
            >
              {i18n._(linkAction(action).title)}
            </Button>
          ))}
          <MenuButton
            label={t`More actions`}
            groups={[
              {
                id: "more",
                entries: otherTools.map(({ action, id }) => ({
                  id: action,
                  title: i18n._(linkAction(id).title),
                  icon: linkAction(id).icon,
                  danger: linkAction(id).danger ?? false,
                  disabledReason: reason(action),
                  onAction: () => ask(action),
                })),
              },
            ]}
          >
            <IconButton label={t`More actions`}>
              <Ellipsis />
            </IconButton>
          </MenuButton>
        </div>
      )}
      {asked && (
        <Suspense>
          <BulkDialog
            action={asked.action}
            links={asked.links}
            onClose={() => setAsked(null)}
            onDone={() => {
              setAsked(null);
              onDone();
            }}
          />
        </Suspense>
      )}
    </footer>
  );
}
