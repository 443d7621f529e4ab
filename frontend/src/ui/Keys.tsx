import { Keyboard } from "react-aria-components";
import styles from "./Keys.module.css";

/** A keyboard shortcut as it is printed on keys: `Keys keys="F2"`. */
export function Keys({ keys }: { keys: string }) {
  return <Keyboard className={styles.keys}>{keys}</Keyboard>;
}
