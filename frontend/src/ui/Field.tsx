import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { FieldError as AriaFieldError, Label, Text } from "react-aria-components";
import styles from "./Field.module.css";

/** What a field of the kit may carry beside its input. */
export interface FieldTexts {
  label: string;
  /** One quiet line below the input. */
  hint?: ReactNode;
  /** The form's own verdict, shown instead of the browser's. */
  error?: string | undefined;
}

export function FieldLabel({
  children,
  isRequired,
}: {
  children: ReactNode;
  isRequired?: boolean | undefined;
}) {
  return (
    <Label className={styles.label}>
      {children}
      {isRequired && (
        <span className={styles.required} aria-hidden="true">
          *
        </span>
      )}
    </Label>
  );
}

export function FieldHint({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <Text slot="description" className={styles.hint}>
      {children}
    </Text>
  );
}

export function FieldError({ children }: { children: string | undefined }) {
  return (
    <AriaFieldError className={styles.error}>
      {({ validationErrors }) => (
        <>
          <CircleAlert aria-hidden="true" />
          <span>{children ?? validationErrors.join(" ")}</span>
        </>
      )}
    </AriaFieldError>
  );
}
