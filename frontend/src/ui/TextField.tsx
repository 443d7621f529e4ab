import type { ReactNode, Ref } from "react";
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Input,
} from "react-aria-components";
import { FieldError, FieldHint, FieldLabel, type FieldTexts } from "./Field";
import styles from "./Field.module.css";

export interface TextFieldProps
  extends Omit<AriaTextFieldProps, "className" | "style" | "children" | "isInvalid">,
    FieldTexts {
  placeholder?: string;
  inputRef?: Ref<HTMLInputElement>;
  /** Stands inside the frame, after the text: a button or a unit. */
  trailing?: ReactNode;
}

/** One line of text with its label above and its hint or error below. */
export function TextField({ label, hint, error, placeholder, inputRef, trailing, ...props }: TextFieldProps) {
  return (
    <AriaTextField {...props} isInvalid={error !== undefined} className={styles.field}>
      <FieldLabel isRequired={props.isRequired}>{label}</FieldLabel>
      <div className={styles.control}>
        <Input className={styles.input} placeholder={placeholder} ref={inputRef} />
        {trailing}
      </div>
      <FieldHint>{hint}</FieldHint>
      <FieldError>{error}</FieldError>
    </AriaTextField>
  );
}
