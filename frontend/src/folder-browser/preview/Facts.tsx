import type { ReactNode } from "react";
import styles from "./Preview.module.css";

/** What is known, line by line. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

/** One line; what is unknown ("" or null) has none. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  if (children === "" || children === null) return null;
  return (
    <div className={styles.fact}>
      <dt>{term}</dt>
      <dd>{typeof children === "string" ? <bdi>{children}</bdi> : children}</dd>
    </div>
  );
}
