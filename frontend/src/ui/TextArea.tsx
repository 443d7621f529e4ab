import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components";
import { FieldError, FieldHint, FieldLabel, type FieldTexts } from "./Field";
import styles from "./Field.module.css";

export interface TextAreaProps
  extends Omit<AriaTextFieldProps, "className" | "style" | "children" | "isInvalid">,
    FieldTexts {
  rows?: number;
  placeholder?: string;
}

/** Several lines of text. */
export function TextArea({ label, hint, error, rows = 3, placeholder, ...props }: TextAreaProps) {
  return (
    <AriaTextField {...props} isInvalid={error !== undefined} className={styles.field}>
      <FieldLabel isRequired={props.isRequired}>{label}</FieldLabel>
      <div className={styles.control}>
        <AriaTextArea className={styles.input} rows={rows} placeholder={placeholder} />
      </div>
      <FieldHint>{hint}</FieldHint>
      <FieldError>{error}</FieldError>
    </AriaTextField>
  );
}
