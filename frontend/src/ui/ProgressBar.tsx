import type { ReactNode } from "react";
import { ProgressBar as AriaProgressBar, Label } from "react-aria-components";
import styles from "./ProgressBar.module.css";

export interface ProgressBarProps {
  /** 0 to 1; null while the end is unknown. */
  value: number | null;
  label: ReactNode;
  /** At the end of the label's line: "3 of 12", "2 min left". */
  detail?: ReactNode;
  tone?: "primary" | "success" | "danger";
  /** Hides the line of words from sight, not from screen readers. */
  isBare?: boolean;
}

export function ProgressBar({ value, label, detail, tone = "primary", isBare = false }: ProgressBarProps) {
  return (
    <AriaProgressBar
      value={(value ?? 0) * 100}
      isIndeterminate={value === null}
      className={styles.progress}
      data-tone={tone}
      {...(isBare && typeof label === "string" ? { "aria-label": label } : {})}
    >
      {({ percentage }) => (
        <>
          {!isBare && (
            <span className={styles.line}>
              <Label className={styles.label}>{label}</Label>
              <span className={styles.detail}>{detail}</span>
            </span>
          )}
          <span className={styles.track}>
            <span className={styles.fill} style={{ inlineSize: `${percentage ?? 100}%` }} />
          </span>
        </>
      )}
    </AriaProgressBar>
  );
}
