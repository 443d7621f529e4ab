import { useParams } from "@tanstack/react-router";
import { DocumentViewer } from "@/viewer/DocumentViewer";
import styles from "../whole-page.module.css";

/** A document, shown in place. */
export function DocumentPage() {
  const { documentId } = useParams({ from: "/inside/shell/documents/$documentId" });
  return (
    <main className={styles.page}>
      <DocumentViewer documentId={documentId} />
    </main>
  );
}
