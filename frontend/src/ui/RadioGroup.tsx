import type { ReactNode } from "react";
import {
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
  type RadioProps as AriaRadioProps,
} from "react-aria-components";
import { FieldError, FieldHint, FieldLabel, type FieldTexts } from "./Field";
import fieldStyles from "./Field.module.css";
import styles from "./RadioGroup.module.css";

export interface RadioGroupProps
  extends Omit<AriaRadioGroupProps, "className" | "style" | "children" | "isInvalid">,
    FieldTexts {
  children: ReactNode;
}

/** A choice of one; its children are `Radio`s. */
export function RadioGroup({ label, hint, error, children, ...props }: RadioGroupProps) {
  return (
    <AriaRadioGroup {...props} isInvalid={error !== undefined} className={fieldStyles.field}>
      <FieldLabel isRequired={props.isRequired}>{label}</FieldLabel>
      <div className={styles.options}>{children}</div>
      <FieldHint>{hint}</FieldHint>
      <FieldError>{error}</FieldError>
    </AriaRadioGroup>
  );
}

export interface RadioProps extends Omit<AriaRadioProps, "className" | "style" | "children"> {
  children: ReactNode;
  hint?: ReactNode;
}

export function Radio({ children, hint, ...props }: RadioProps) {
  return (
    <AriaRadio {...props} className={styles.radio}>
      <span className={styles.dot} />
      <span className={styles.words}>
        {children}
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
    </AriaRadio>
  );
}
