import type { DateDuration } from "@internationalized/date";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useId } from "react";
import { ToggleButton } from "react-aria-components";
import { useLanguage } from "@/i18n/language-store";
import { DateField } from "@/ui/DateField";
import { dayAfter, dayInFull, nameOfTimeZone } from "./expiry";
import pill from "./Pill.module.css";
import styles from "./ShareForm.module.css";
import type { Limits } from "./share-draft";

export interface ExpireDatePartProps {
  value: string | null;
  onChange: (day: string | null) => void;
  limits: Limits;
  timeZone: string;
  error: string | undefined;
}

const presets: readonly { span: DateDuration; words: ReactNode }[] = [
  { span: { days: 3 }, words: <Plural value={3} one="# day" other="# days" /> },
  { span: { weeks: 1 }, words: <Plural value={1} one="# week" other="# weeks" /> },
  { span: { weeks: 2 }, words: <Plural value={2} one="# week" other="# weeks" /> },
  { span: { months: 1 }, words: <Plural value={1} one="# month" other="# months" /> },
  { span: { months: 3 }, words: <Plural value={3} one="# month" other="# months" /> },
];

/** "Expire date": the last day, by calendar or preset, with the moment at which it ends said in full. */
export function ExpireDatePart({ value, onChange, limits, timeZone, error }: ExpireDatePartProps) {
  const { t } = useLingui();
  const { format } = useLanguage();
  const zone = nameOfTimeZone(timeZone, format);
  const sentence = useId();
  const offered = presets
    .map(({ span, words }) => ({ lastDay: dayAfter(limits.firstDay, span), words }))
    .filter(({ lastDay }) => lastDay <= limits.lastDay);
  const day = value && dayInFull(value, format);
  return (
    <div className={styles.expire}>
      <DateField
        label={t`Expire date`}
        value={value}
        onChange={onChange}
        min={limits.firstDay}
        max={limits.lastDay}
        isRequired
        validationBehavior="aria"
        error={error}
        aria-describedby={sentence}
      />
      <fieldset className={styles.presets} aria-label={t`From today`}>
        {offered.map(({ lastDay, words }) => (
          <ToggleButton
            key={lastDay}
            className={pill.pill}
            isSelected={value === lastDay}
            onChange={() => onChange(lastDay)}
          >
            {words}
          </ToggleButton>
        ))}
      </fieldset>
      {day && !error && (
        <p id={sentence} className={styles.until}>
          <Trans>
            The link works until {day}, 24:00 ({zone}).
          </Trans>
        </p>
      )}
    </div>
  );
}
