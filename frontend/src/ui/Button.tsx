import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import styles from "./Button.module.css";
import { Spinner } from "./Spinner";

export type ButtonKind = "primary" | "secondary" | "quiet" | "danger";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  kind?: ButtonKind;
  size?: "medium" | "small";
  /** An icon of the lucide set, placed before the words. */
  icon?: ReactNode;
  children: ReactNode;
}

/**
 * A button with words. While `isPending` it keeps its width, stays focusable, takes no second press and tells a screen
 * reader that it is busy.
 */
export function Button({ kind = "secondary", size = "medium", icon, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={styles.button} data-kind={kind} data-size={size}>
      {({ isPending }) => (
        <>
          <span className={styles.content}>
            {icon}
            <span className={styles.words}>{children}</span>
          </span>
          {isPending && <Spinner className={styles.spinner} />}
        </>
      )}
    </AriaButton>
  );
}
