import type { Row } from "@/api/content";
import { paths } from "./paths";

/** The address of what a row of the folder view opens; of a study with one of its series in front. */
export function rowAddress(row: Row, seriesId?: string): string {
  if (row.kind === "study" && row.study_id) return paths.study(row.study_id, seriesId);
  if (row.kind === "document" && row.document_id) return paths.document(row.document_id);
  return paths.folder(row.id);
}

/** Where a Select Folder dialog's ways out lead; it opens them in tabs. */
export const elsewhere = {
  href: rowAddress,
  address(kind: "upload" | "link" | "print", id: string): string {
    if (kind === "upload") return paths.upload(id);
    return kind === "link" ? paths.link(id) : paths.linkPrint(id);
  },
};
