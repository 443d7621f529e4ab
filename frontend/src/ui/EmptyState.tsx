import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

export interface EmptyStateProps {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  /** What the reader can do about it: buttons. */
  actions?: ReactNode;
  tone?: "plain" | "danger";
  /** It is all that the page holds, so that its title is the page's. */
  isPage?: boolean;
}

/** Nothing to show, said kindly and with a way on. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
  tone = "plain",
  isPage = false,
}: EmptyStateProps) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className={styles.state} data-tone={tone}>
      {icon && <div className={styles.icon}>{icon}</div>}
      <Title className={styles.title}>{title}</Title>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
