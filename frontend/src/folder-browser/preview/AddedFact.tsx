import type { Row } from "@/api/content";
import { useFormats } from "@/i18n/format";
import { useWay } from "../columns";
import styles from "./Preview.module.css";

/** When something came here, and how and by whom. */
export function AddedFact({ row }: { row: Pick<Row, "added_at" | "added_by" | "added_via"> }) {
  const formats = useFormats();
  const { words } = useWay()(row);
  return (
    <>
      <time dateTime={row.added_at}>{formats.moment(row.added_at)}</time>
      <span className={styles.quiet}>
        {words}
        {row.added_by && (
          <>
            {" · "}
            <bdi>{row.added_by}</bdi>
          </>
        )}
      </span>
    </>
  );
}
