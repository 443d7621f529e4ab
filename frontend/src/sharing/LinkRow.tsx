import { useLingui } from "@lingui/react/macro";
import { Ellipsis } from "lucide-react";
import type { MouseEvent } from "react";
import { Link as TextLink } from "react-aria-components";
import type { LinkSummary } from "@/api/links";
import { useFormats } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import type { Point } from "@/ui/ContextMenu";
import { ProgressBar } from "@/ui/ProgressBar";
import { TickBox } from "@/ui/TickBox";
import styles from "./LinkTable.module.css";
import { useStageWord, useStateWord } from "./link-words";

export interface LinkRowProps {
  link: LinkSummary;
  hasFolders: boolean;
  hasOwners: boolean;
  isSelected: boolean;
  onToggle: (id: string, withRange: boolean) => void;
  onOpen: () => void;
  onMenu: (at: Point, opener: HTMLElement | null) => void;
}

/** A link in the list: on a wide page in columns, on a phone below one another. */
export function LinkRow(props: LinkRowProps) {
  const { link, hasFolders, hasOwners, isSelected, onToggle, onOpen, onMenu } = props;
  const { t } = useLingui();
  const formats = useFormats();
  const state = useStateWord()(link);
  const recipient = link.recipient;
  const until = formats.lastDay(link.expires_at);

  function click(event: MouseEvent<HTMLElement>) {
    if (!(event.target as Element).closest("a, input, button")) onToggle(link.id, event.shiftKey);
  }

  return (
    <tr
      data-selected={isSelected || undefined}
      onClick={click}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY }, null);
      }}
      onMouseDown={(event) => {
        if (event.shiftKey) event.preventDefault();
      }}
    >
      <td className={styles.check}>
        <TickBox
          checked={isSelected}
          aria-label={t`Select ${recipient}`}
          onChange={(event) => onToggle(link.id, (event.nativeEvent as globalThis.MouseEvent).shiftKey)}
        />
      </td>
      <th scope="row" data-column="recipient">
        <a
          href={`/links/${link.id}`}
          className={styles.recipient}
          onClick={(event) => {
            // With a modifier the browser opens a tab, as with any link
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            onOpen();
          }}
        >
          <bdi>{recipient}</bdi>
        </a>
        <span className={styles.title}>
          <bdi>{link.title}</bdi>
        </span>
        <span className={styles.summary}>
          {hasOwners && (
            <span>
              <bdi>{link.owner_name}</bdi>
            </span>
          )}
          {hasFolders && (
            <span>
              <bdi>{link.folder_name}</bdi>
            </span>
          )}
          <StageCell link={link} />
          <span className={styles.summaryLine}>
            <Badge tone={state.tone}>{state.word}</Badge> <span>{t`Until ${until}`}</span>
          </span>
          {state.reason && <span>{state.reason}</span>}
        </span>
      </th>
      {hasOwners && (
        <td data-column="owner">
          <bdi>{link.owner_name}</bdi>
        </td>
      )}
      {hasFolders && (
        <td data-column="folder">
          {link.is_own && link.suspended_by !== "deleted" ? (
            <TextLink href={`/folders/${link.folder_id}`} className={styles.folder}>
              <bdi>{link.folder_name}</bdi>
            </TextLink>
          ) : (
            <bdi>{link.folder_name}</bdi>
          )}
        </td>
      )}
      <td data-column="state">
        <Badge tone={state.tone}>{state.word}</Badge>
        {state.reason && <span className={styles.reason}>{state.reason}</span>}
      </td>
      <td data-column="stage">
        <StageCell link={link} />
      </td>
      <td data-column="deliveries">{link.delivery_count > 0 ? formats.number(link.delivery_count) : "–"}</td>
      <td data-column="until">{until}</td>
      <td className={styles.menu}>
        <MenuOpener label={t`Actions for ${recipient}`} onMenu={onMenu} />
      </td>
    </tr>
  );
}

function StageCell({ link }: { link: LinkSummary }) {
  const stage = useStageWord()(link);
  return (
    <span className={styles.stage} data-tone={stage.tone}>
      {stage.word}
      {link.percent !== null && (
        <span className={styles.progress}>
          <ProgressBar isBare value={link.percent / 100} label={stage.word} />
        </span>
      )}
    </span>
  );
}

/** The button at the end of a row; light, for there may be thousands. */
function MenuOpener({ label, onMenu }: { label: string; onMenu: (at: Point, opener: HTMLElement) => void }) {
  return (
    <button
      type="button"
      className={styles.opener}
      aria-label={label}
      aria-haspopup="menu"
      title={label}
      onClick={(event: MouseEvent<HTMLElement>) => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        onMenu({ x: left, y: bottom }, event.currentTarget);
      }}
    >
      <Ellipsis aria-hidden="true" />
    </button>
  );
}
