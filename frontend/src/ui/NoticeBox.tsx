import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./NoticeBox.module.css";

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

export interface NoticeBoxProps {
  tone?: keyof typeof icons;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** `alert` reads it aloud at once, `status` when there is a pause; none for what was there from the beginning. */
  role?: "alert" | "status";
}

/** A message that stands in the page, at the place it is about. */
export function NoticeBox({ tone = "info", title, children, actions, role }: NoticeBoxProps) {
  const Icon = icons[tone];
  return (
    <div className={styles.box} data-tone={tone} role={role}>
      <Icon aria-hidden="true" className={styles.icon} />
      <div className={styles.content}>
        {title && <p className={styles.title}>{title}</p>}
        {children}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
