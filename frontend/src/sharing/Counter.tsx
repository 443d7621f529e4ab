import type { ReactNode } from "react";
import { useFormats } from "@/i18n/format";
import styles from "./ShareForm.module.css";
import { lengthOf } from "./share-draft";

/** A field's hint with the number of characters used at its end. */
export function Counter({ text, most, children }: { text: string; most: number; children?: ReactNode }) {
  const formats = useFormats();
  const length = lengthOf(text);
  return (
    <span className={styles.counted}>
      <span>{children}</span>
      <span dir="ltr" className={styles.count} data-over={length > most || undefined}>
        {formats.number(length)} / {formats.number(most)}
      </span>
    </span>
  );
}
