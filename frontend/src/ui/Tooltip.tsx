import type { ReactNode } from "react";
import { Tooltip as AriaTooltip, type TooltipProps as AriaTooltipProps } from "react-aria-components";
import { Keys } from "./Keys";
import styles from "./Tooltip.module.css";

export interface TooltipProps extends Omit<AriaTooltipProps, "className" | "style" | "children"> {
  children: ReactNode;
  /** A second, quieter line. */
  detail?: ReactNode;
  shortcut?: string | undefined;
}

/** Goes inside react-aria's TooltipTrigger, beside the thing it explains. */
export function Tooltip({ children, detail, shortcut, ...props }: TooltipProps) {
  return (
    <AriaTooltip offset={6} {...props} className={styles.tooltip}>
      <span className={styles.line}>
        <span>{children}</span>
        {shortcut && <Keys keys={shortcut} />}
      </span>
      {detail && <span className={styles.detail}>{detail}</span>}
    </AriaTooltip>
  );
}
