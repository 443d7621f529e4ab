import { Check, ChevronDown } from "lucide-react";
import {
  Select as AriaSelect,
  type SelectProps as AriaSelectProps,
  Button,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from "react-aria-components";
import { FieldError, FieldHint, FieldLabel, type FieldTexts } from "./Field";
import fieldStyles from "./Field.module.css";
import popoverStyles from "./Popover.module.css";
import styles from "./Select.module.css";

export interface SelectOption {
  id: string;
  label: string;
  /** The language the label is written in, when it is not the page's own. */
  lang?: string;
}

export interface SelectProps
  extends Omit<AriaSelectProps<SelectOption>, "className" | "style" | "children" | "isInvalid">,
    FieldTexts {
  options: readonly SelectOption[];
}

/** A choice of one from a short list. */
export function Select({ label, hint, error, options, ...props }: SelectProps) {
  return (
    <AriaSelect {...props} isInvalid={error !== undefined} className={fieldStyles.field}>
      <FieldLabel isRequired={props.isRequired}>{label}</FieldLabel>
      <Button className={`${fieldStyles.control} ${styles.trigger}`}>
        <SelectValue className={styles.value} />
        <ChevronDown aria-hidden="true" />
      </Button>
      <FieldHint>{hint}</FieldHint>
      <FieldError>{error}</FieldError>
      <Popover className={popoverStyles.popover} offset={4}>
        <ListBox className={styles.list} items={options}>
          {(option) => (
            <ListBoxItem className={styles.option} textValue={option.label}>
              {({ isSelected }) => (
                <>
                  <span lang={option.lang}>{option.label}</span>
                  {isSelected && <Check aria-hidden="true" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
