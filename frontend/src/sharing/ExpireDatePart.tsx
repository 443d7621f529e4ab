import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useId } from "react";
import { ToggleButton } from "react-aria-components";
import { useFormats } from "@/i18n/format";
import { useLanguage } from "@/i18n/language-store";
import { DateField } from "@/ui/DateField";
import { daysAfter, nameOfTimeZone } from "./expiry";
import styles from "./ShareForm.module.css";
import type { Limits } from "./share-draft";

export interface ExpireDatePartProps {
  value: string | null;
  onChange: (day: string | null) => void;
  limits: Limits;
  timeZone: string;
  error: string | undefined;
}

const presets = [3, 7, 14, 30, 90];

/** "Expire date": the last day, by calendar or preset, with the moment at which it ends said in full. */
export function ExpireDatePart({ value, onChange, limits, timeZone, error }: ExpireDatePartProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const language = useLanguage();
  const day = formats.day(value);
  const zone = nameOfTimeZone(timeZone, language.format);
  const sentence = useId();
  const offered = presets.filter((days) => days <= limits.daysMost);
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
      <fieldset className={styles.presets} aria-label={t`Days from today`}>
        {offered.map((days) => {
          const lastDay = daysAfter(limits.firstDay, days);
          return (
            <ToggleButton
              key={days}
              className={styles.preset}
              isSelected={value === lastDay}
              onChange={() => onChange(lastDay)}
            >
              <Plural value={days} one="# day" other="# days" />
            </ToggleButton>
          );
        })}
      </fieldset>
      {value && (
        <p id={sentence} className={styles.until}>
          <Trans>
            The link works until the end of {day} ({zone}).
          </Trans>
        </p>
      )}
    </div>
  );
}
