import type { Row } from "@/api/content";
import type { TrashSelection } from "@/api/trash";

/** Rows as the API takes them: folders by their own id, studies and documents by their place in the folder. */
export function selectionOf(rows: readonly Pick<Row, "kind" | "id">[]): TrashSelection {
  const ids = (isFolder: boolean) =>
    rows.filter((row) => (row.kind === "folder") === isFolder).map((row) => row.id);
  return { folder_ids: ids(true), entry_ids: ids(false) };
}
