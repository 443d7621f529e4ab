import styles from "./ShareSheet.module.css";

/** Up to so many lines the sharer's own line breaks are kept on paper. */
const linesMost = 40;
const linesInOneColumn = 8;
const charactersInOneColumn = 400;

/** A description so that the page stays one page: a long one small and in two columns. */
export function PaperDescription({ text }: { text: string }) {
  const lines = text.split("\n");
  const isLong = lines.length > linesInOneColumn || text.length > charactersInOneColumn;
  return (
    <div dir="auto" className={styles.description} data-long={isLong || undefined}>
      {lines.length > linesMost ? lines.filter((line) => line.trim() !== "").join(" · ") : text}
    </div>
  );
}
