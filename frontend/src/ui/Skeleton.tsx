import styles from "./Skeleton.module.css";

/** A grey bar where text will be. Lengths are CSS lengths. */
export function Skeleton({ width = "100%", height = "0.75em" }: { width?: string; height?: string }) {
  return <span aria-hidden="true" className={styles.bar} style={{ inlineSize: width, blockSize: height }} />;
}
