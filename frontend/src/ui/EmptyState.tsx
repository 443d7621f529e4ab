import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

export interface EmptyStateProps {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  /** What the reader can do about it: buttons. */
  actions?: ReactNode;
  tone?: "plain" | "danger";
}

/** Nothing to show, said kindly and with a way on. */
export function EmptyState({ icon, title, children, actions, tone = "plain" }: EmptyStateProps) {
  return (
    <div className={styles.state} data-tone={tone}>
      {icon && <div className={styles.icon}>{icon}</div>}
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
