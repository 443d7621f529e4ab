import type { ReactNode, RefAttributes } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Focusable,
  TooltipTrigger,
} from "react-aria-components";
import styles from "./IconButton.module.css";
import { Tooltip } from "./Tooltip";

export interface IconButtonProps
  extends Omit<AriaButtonProps, "className" | "style" | "children" | "isDisabled">,
    RefAttributes<HTMLButtonElement> {
  /** The name: read by screen readers, shown as the tooltip. */
  label: string;
  children: ReactNode;
  /** Why it can't be used now; shown below the name in the tooltip. The button then does nothing but stays reachable. */
  disabledReason?: string | undefined;
  shortcut?: string | undefined;
  tone?: "plain" | "bar";
  placement?: "bottom" | "top" | "left" | "right";
}

/**
 * A button with an icon only, always with a tooltip. A disabled one stays focusable and says why, as the WAI-ARIA
 * practices advise for toolbars.
 */
export function IconButton({
  label,
  children,
  disabledReason,
  shortcut,
  tone = "plain",
  placement = "bottom",
  onPress,
  ...props
}: IconButtonProps) {
  const disabled = disabledReason !== undefined;
  return (
    <TooltipTrigger delay={400} closeDelay={80}>
      {disabled ? (
        <Focusable>
          {/* aria-disabled, not disabled: a disabled button takes no focus, and no one would learn the reason */}
          <button
            type="button"
            className={styles.button}
            data-tone={tone}
            data-disabled
            aria-disabled
            aria-label={label}
          >
            {children}
          </button>
        </Focusable>
      ) : (
        <AriaButton
          {...props}
          {...(onPress ? { onPress } : {})}
          aria-label={label}
          className={styles.button}
          data-tone={tone}
        >
          {children}
        </AriaButton>
      )}
      <Tooltip placement={placement} shortcut={shortcut} detail={disabledReason}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
