import type { ReactNode } from "react";
import styles from "./Badge.module.css";

export interface BadgeProps {
  tone?: "neutral" | "info" | "success" | "warning" | "danger";
  icon?: ReactNode;
  children: ReactNode;
}

/** One or two words about a state. */
export function Badge({ tone = "neutral", icon, children }: BadgeProps) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {icon}
      <span className={styles.words}>{children}</span>
    </span>
  );
}
