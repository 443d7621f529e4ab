import type { ReactNode } from "react";
import { useFormats } from "@/i18n/format";
import styles from "./ShareForm.module.css";

/** A field's hint with the number of characters used at its end. */
export function Counter({ text, most, children }: { text: string; most: number; children?: ReactNode }) {
  const formats = useFormats();
  return (
    <span className={styles.counted}>
      <span>{children}</span>
      <span dir="ltr" className={styles.count} data-over={text.length > most || undefined}>
        {formats.number(text.length)} / {formats.number(most)}
      </span>
    </span>
  );
}
