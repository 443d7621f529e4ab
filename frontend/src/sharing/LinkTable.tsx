import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { LinkSummary } from "@/api/links";
import { ContextMenu, type Point } from "@/ui/ContextMenu";
import { Skeleton } from "@/ui/Skeleton";
import { TickBox } from "@/ui/TickBox";
import { useEndless } from "@/ui/use-endless";
import { useToggling } from "@/ui/use-toggling";
import { LinkRow } from "./LinkRow";
import styles from "./LinkTable.module.css";
import type { LinkActions } from "./use-link-actions";

export interface LinkTableProps {
  links: readonly LinkSummary[];
  isLoading: boolean;
  /** These are the answer to the question before. */
  isStale: boolean;
  hasFolders: boolean;
  hasOwners: boolean;
  hasMore: boolean;
  onMore: () => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  actions: LinkActions;
}

/** Links as a table; a click anywhere on a row selects it, its menu opens by button or right-click. */
export function LinkTable(props: LinkTableProps) {
  const { links, isLoading, isStale, hasFolders, hasOwners, hasMore, onMore, selected, onSelect, actions } =
    props;
  const { t } = useLingui();
  const end = useEndless(hasMore, onMore);
  const toggle = useToggling(
    links.map(({ id }) => id),
    selected,
    onSelect,
  );
  const [menu, setMenu] = useState<{ at: Point; link: LinkSummary; opener: HTMLElement | null } | null>(null);
  const all = links.length > 0 && links.every(({ id }) => selected.has(id));
  const some = links.some(({ id }) => selected.has(id));

  function closeMenu() {
    // Its opener, unless an action has opened a dialog that took the focus
    const opener = menu?.opener;
    setMenu(null);
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) opener?.focus();
    });
  }

  const heads: { id: string; title: string }[] = [
    { id: "recipient", title: t`Recipient` },
    ...(hasOwners ? [{ id: "owner", title: t`Shared by` }] : []),
    ...(hasFolders ? [{ id: "folder", title: t`Folder` }] : []),
    { id: "state", title: t`State` },
    { id: "stage", title: t`Progress` },
    { id: "deliveries", title: t`Deliveries` },
    { id: "until", title: t`Until` },
  ];
  return (
    <div className={styles.scroller} data-stale={isStale || undefined}>
      <table className={styles.table} aria-busy={isLoading || undefined}>
        <thead>
          <tr>
            <th className={styles.check} scope="col">
              <TickBox
                isIndeterminate={some && !all}
                checked={all}
                aria-label={t`Select all`}
                onChange={() => onSelect(all ? new Set() : new Set(links.map(({ id }) => id)))}
              />
            </th>
            {heads.map(({ id, title }) => (
              <th key={id} scope="col" data-column={id}>
                {title}
              </th>
            ))}
            <th className={styles.menu}>
              <span className={styles.unseen}>{t`Actions`}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {isLoading
            ? Array.from({ length: 6 }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a placeholder has nothing but its place
                <tr key={index}>
                  <td className={styles.check} />
                  {heads.map(({ id }) => (
                    <td key={id} data-column={id}>
                      <Skeleton width={id === "recipient" ? "60%" : "70%"} />
                    </td>
                  ))}
                  <td className={styles.menu} />
                </tr>
              ))
            : links.map((link) => (
                <LinkRow
                  key={link.id}
                  link={link}
                  hasFolders={hasFolders}
                  hasOwners={hasOwners}
                  isSelected={selected.has(link.id)}
                  onToggle={toggle}
                  onOpen={() => actions.perform("details", link)}
                  onMenu={(at, opener) => setMenu({ at, link, opener })}
                />
              ))}
        </tbody>
      </table>
      <div ref={end} />
      <ContextMenu
        at={menu?.at ?? null}
        onClose={closeMenu}
        label={t`Link actions`}
        groups={menu ? actions.menuOf(menu.link) : []}
      />
    </div>
  );
}
