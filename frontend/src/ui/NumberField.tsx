import type { ReactNode } from "react";
import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  Input,
} from "react-aria-components";
import { FieldError, FieldHint, FieldLabel, type FieldTexts } from "./Field";
import styles from "./Field.module.css";

export interface NumberFieldProps
  extends Omit<
      AriaNumberFieldProps,
      "className" | "style" | "children" | "isInvalid" | "value" | "defaultValue" | "onChange"
    >,
    FieldTexts {
  /** Null while it is empty. */
  value: number | null;
  onChange: (value: number | null) => void;
  placeholder?: string;
  /** Stands inside the frame, after the number: its unit. */
  trailing?: ReactNode;
}

/** A number, written as the reader's language writes it; it may be left empty. */
export function NumberField({
  label,
  hint,
  error,
  value,
  onChange,
  placeholder,
  trailing,
  ...props
}: NumberFieldProps) {
  return (
    <AriaNumberField
      {...props}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      isInvalid={error !== undefined}
      className={styles.field}
    >
      <FieldLabel isRequired={props.isRequired}>{label}</FieldLabel>
      <div className={styles.control}>
        <Input className={styles.input} placeholder={placeholder} />
        {trailing}
      </div>
      <FieldHint>{hint}</FieldHint>
      <FieldError>{error}</FieldError>
    </AriaNumberField>
  );
}
