import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Content, Row, Sort } from "@/api/content";
import { useFormats } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { columns } from "./columns";
import styles from "./FolderBrowser.module.css";

interface StatusLineProps {
  content: Content | undefined;
  selection: readonly Row[];
  sort: Sort;
  filter: string;
  onClear: () => void;
  /** Something is held, of which `children` tell: that goes before everything else. */
  isHolding?: boolean;
  children?: ReactNode;
}

/** How much there is, and how much is selected. */
export function StatusLine(props: StatusLineProps) {
  const { content, selection, filter, onClear, isHolding = false, children } = props;
  const total = content?.total ?? 0;
  return (
    <div className={styles.status}>
      {isHolding ? null : selection.length > 0 ? (
        <>
          <span>
            <SelectionSummary rows={selection} />
          </span>
          <Button kind="quiet" size="small" onPress={onClear}>
            <Trans>Clear selection</Trans>
          </Button>
        </>
      ) : (
        content && (
          <span>
            {filter === "" ? (
              <Plural value={total} one="# item" other="# items" />
            ) : (
              <Plural value={total} one="# item matches" other="# items match" />
            )}
          </span>
        )
      )}
      {children}
      <Announcer {...props} />
    </div>
  );
}

/** "3 studies, 1 folder · 1.2 GB" */
export function SelectionSummary({ rows }: { rows: readonly Row[] }) {
  const formats = useFormats();
  const size = rows.reduce((sum, row) => sum + (row.size ?? 0), 0);
  const count = (kind: Row["kind"]) => rows.filter((row) => row.kind === kind).length;
  const [folders, studies, documents] = [count("folder"), count("study"), count("document")];
  const parts = [
    studies > 0 && <Plural key="studies" value={studies} one="# study" other="# studies" />,
    folders > 0 && <Plural key="folders" value={folders} one="# folder" other="# folders" />,
    documents > 0 && <Plural key="documents" value={documents} one="# document" other="# documents" />,
  ].filter((part) => part !== false);
  return (
    <>
      {parts.flatMap((part, index) => (index > 0 ? [", ", part] : [part]))}
      {size > 0 && ` · ${formats.size(size)}`}
    </>
  );
}

/** Tells screen readers what has changed: what is selected, the order, what the filter leaves, what has arrived. */
function Announcer({ content, selection, sort, filter }: StatusLineProps) {
  const { t, i18n } = useLingui();
  const [words, setWords] = useState("");
  const total = content?.total;
  const before = useRef({
    id: content?.folder.id,
    selected: 0,
    by: sort.by,
    descending: sort.descending,
    filter,
    total,
  });
  const { by, descending } = sort;
  const id = content?.folder.id;
  const selected = selection.length;
  useEffect(() => {
    const old = before.current;
    before.current = { id, selected, by, descending, filter, total };
    if (old.id !== id || total === undefined || old.total === undefined) return;
    if (selected !== old.selected) setWords(t`${selected} selected`);
    else if (by !== old.by || descending !== old.descending) {
      const column = columns.find((one) => one.sort === by);
      const name = column ? i18n._(column.title) : t`Name`;
      setWords(descending ? t`Sorted by ${name}, descending` : t`Sorted by ${name}, ascending`);
    } else if (filter !== "" && total !== old.total) setWords(t`${total} match`);
    else if (filter === "" && old.filter !== "") setWords(t`All ${total} items are shown`);
    else if (total > old.total && filter === "") setWords(t`${total - old.total} new`);
    else if (total < old.total && filter === "") setWords(t`${old.total - total} gone`);
  }, [id, selected, by, descending, filter, total, t, i18n]);
  return (
    <span className={styles.hidden} aria-live="polite">
      {words}
    </span>
  );
}
