import { type ComponentProps, useEffect, useRef } from "react";
import styles from "./TickBox.module.css";

export interface TickBoxProps extends Omit<ComponentProps<"input">, "type" | "className" | "ref"> {
  "aria-label": string;
  isIndeterminate?: boolean;
}

/** A tick box without words, light enough to stand in each of thousands of rows. */
export function TickBox({ isIndeterminate = false, ...props }: TickBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isIndeterminate;
  }, [isIndeterminate]);
  return <input {...props} ref={box} type="checkbox" className={styles.box} />;
}
