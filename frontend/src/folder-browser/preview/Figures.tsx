import { Plural } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { useFormats } from "@/i18n/format";
import { Skeleton } from "@/ui/Skeleton";
import styles from "./Preview.module.css";

interface FiguresProps {
  /** Undefined while they are on their way. */
  counts: { folders: number; studies: number; documents: number } | undefined;
}

/** How many folders, studies and documents there are. */
export function Figures({ counts }: FiguresProps) {
  return (
    <ul className={styles.figures} aria-busy={counts === undefined || undefined}>
      <Figure count={counts?.studies}>
        <Plural value={counts?.studies ?? 0} one="study" other="studies" />
      </Figure>
      <Figure count={counts?.documents}>
        <Plural value={counts?.documents ?? 0} one="document" other="documents" />
      </Figure>
      <Figure count={counts?.folders}>
        <Plural value={counts?.folders ?? 0} one="folder" other="folders" />
      </Figure>
    </ul>
  );
}

function Figure({ count, children }: { count: number | undefined; children: ReactNode }) {
  const formats = useFormats();
  return (
    <li className={styles.figure}>
      <span className={styles.number}>
        {count === undefined ? <Skeleton width="1.5rem" height="1.25rem" /> : formats.number(count)}
      </span>{" "}
      <span>{children}</span>
    </li>
  );
}
