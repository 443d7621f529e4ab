import { useParams, useSearch } from "@tanstack/react-router";
import { StudyViewer } from "@/viewer/StudyViewer";
import styles from "../whole-page.module.css";

/** A study in the viewer. */
export function StudyPage() {
  const { studyId } = useParams({ from: "/inside/shell/studies/$studyId" });
  const { series } = useSearch({ from: "/inside/shell/studies/$studyId" });
  return (
    <main className={styles.page}>
      <StudyViewer studyId={studyId} beginWith={series} />
    </main>
  );
}
