import { useLingui } from "@lingui/react/macro";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { Sort } from "@/api/content";
import { TickBox } from "@/ui/TickBox";
import type { Column } from "./columns";
import styles from "./GridHead.module.css";

/** What one looks for at the far end first: the newest, the largest. */
const newestFirst: ReadonlySet<Sort["by"]> = new Set(["added_at", "study_date", "size", "instances"]);

export interface GridHeadProps {
  columns: readonly Column[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  selected: "none" | "some" | "all";
  onSelectAll: (everything: boolean) => void;
}

/** The heads of the columns; a press on one that can sort sorts, a second turns the order round. */
export function GridHead({ columns, sort, onSort, selected, onSelectAll }: GridHeadProps) {
  const { t, i18n } = useLingui();

  const heads = [
    { id: "name", title: t`Name`, sort: "name" as const, isNumeric: false },
    ...columns.map(({ id, title, sort: by, isNumeric }) => ({
      id,
      title: i18n._(title),
      sort: by,
      isNumeric,
    })),
  ];
  return (
    <div role="rowgroup" className={styles.head} data-head>
      <div role="row" aria-rowindex={1} className={styles.row}>
        <div role="columnheader" className={styles.check}>
          <TickBox
            isIndeterminate={selected === "some"}
            checked={selected === "all"}
            aria-label={t`Select all`}
            data-own-keys
            onChange={(event) => onSelectAll(event.currentTarget.checked)}
          />
        </div>
        {heads.map((head) => {
          const by = head.sort;
          const isSorted = by !== undefined && by === sort.by;
          const Arrow = sort.descending ? ArrowDown : ArrowUp;
          return (
            <div
              key={head.id}
              role="columnheader"
              className={styles.cell}
              data-column={head.id}
              data-numeric={head.isNumeric || undefined}
              {...(by
                ? { "aria-sort": isSorted ? (sort.descending ? "descending" : "ascending") : "none" }
                : {})}
            >
              {by ? (
                <button
                  type="button"
                  className={styles.sort}
                  data-own-keys
                  onClick={() =>
                    onSort({ by, descending: isSorted ? !sort.descending : newestFirst.has(by) })
                  }
                >
                  <span>{head.title}</span>
                  {isSorted && <Arrow aria-hidden="true" />}
                </button>
              ) : (
                <span className={styles.title}>{head.title}</span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
