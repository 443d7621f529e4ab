import { type CalendarDate, parseDate } from "@internationalized/date";
import { Trans } from "@lingui/react/macro";
import { Calendar as CalendarIcon, ChevronLeft, ChevronRight } from "lucide-react";
import {
  DatePicker as AriaDatePicker,
  type DatePickerProps as AriaDatePickerProps,
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
} from "react-aria-components";
import styles from "./DateField.module.css";
import { FieldError, FieldHint, FieldLabel, type FieldTexts } from "./Field";
import fieldStyles from "./Field.module.css";
import popoverStyles from "./Popover.module.css";

export interface DateFieldProps
  extends Omit<
      AriaDatePickerProps<CalendarDate>,
      | "className"
      | "style"
      | "children"
      | "isInvalid"
      | "value"
      | "defaultValue"
      | "onChange"
      | "minValue"
      | "maxValue"
    >,
    FieldTexts {
  /** A day as the API writes it, `2026-02-28`; null while empty or incomplete. */
  value: string | null;
  onChange: (value: string | null) => void;
  min?: string;
  max?: string;
}

const day = (value: string | null | undefined) => (value ? parseDate(value) : null);

/** A day, typed in the reader's own order of day, month and year, or picked from a calendar. */
export function DateField({ label, hint, error, value, onChange, min, max, ...props }: DateFieldProps) {
  return (
    <AriaDatePicker
      {...props}
      className={fieldStyles.field}
      isInvalid={error !== undefined}
      value={day(value)}
      onChange={(next) => onChange(next?.toString() ?? null)}
      {...(min ? { minValue: parseDate(min) } : {})}
      {...(max ? { maxValue: parseDate(max) } : {})}
    >
      <FieldLabel isRequired={props.isRequired}>{label}</FieldLabel>
      <Group className={`${fieldStyles.control} ${styles.group}`}>
        <DateInput className={styles.input}>
          {(segment) => <DateSegment segment={segment} className={styles.segment} />}
        </DateInput>
        <Button className={styles.open}>
          <CalendarIcon aria-hidden="true" />
        </Button>
      </Group>
      <FieldHint>{hint}</FieldHint>
      <FieldError>{error}</FieldError>
      <Popover className={popoverStyles.popover} offset={4}>
        <Dialog className={styles.dialog}>
          <Calendar>
            <header className={styles.head}>
              <Button slot="previous" className={styles.turn}>
                <ChevronLeft aria-hidden="true" />
              </Button>
              <Heading className={styles.month} />
              <Button slot="next" className={styles.turn}>
                <ChevronRight aria-hidden="true" />
              </Button>
            </header>
            <CalendarGrid weekdayStyle="short" className={styles.grid}>
              <CalendarGridHeader>
                {(name) => <CalendarHeaderCell className={styles.weekday}>{name}</CalendarHeaderCell>}
              </CalendarGridHeader>
              <CalendarGridBody>
                {(date) => <CalendarCell date={date} className={styles.cell} />}
              </CalendarGridBody>
            </CalendarGrid>
          </Calendar>
          {value && !props.isRequired && (
            <Button slot={null} className={styles.clear} onPress={() => onChange(null)}>
              <Trans>Clear date</Trans>
            </Button>
          )}
        </Dialog>
      </Popover>
    </AriaDatePicker>
  );
}
