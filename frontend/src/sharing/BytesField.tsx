import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useFormats } from "@/i18n/format";
import type { FieldTexts } from "@/ui/Field";
import { NumberField } from "@/ui/NumberField";
import { Select } from "@/ui/Select";
import styles from "./OptionsPart.module.css";

export interface BytesFieldProps extends FieldTexts {
  /** In bytes; null while it is empty. */
  value: number | null;
  onChange: (bytes: number | null) => void;
  /** What counts while it is empty. */
  otherwise: number;
}

const bytesIn = { MB: 1e6, GB: 1e9, TB: 1e12 } as const;
type Unit = keyof typeof bytesIn;

/** An amount of data: a number and its unit, in powers of 1,000 as everywhere else. */
export function BytesField({ label, hint, error, value, onChange, otherwise }: BytesFieldProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const [unit, setUnit] = useState<Unit>(() => (value !== null && value < bytesIn.GB ? "MB" : "GB"));
  const names: Record<Unit, string> = { MB: t`MB`, GB: t`GB`, TB: t`TB` };
  const usable = (["MB", "GB", "TB"] as const).filter((name) => name === unit || bytesIn[name] <= otherwise);
  const amount = value === null ? null : value / bytesIn[unit];
  return (
    <div className={styles.bytes}>
      <NumberField
        label={label}
        hint={hint}
        error={error}
        value={amount}
        onChange={(next) => onChange(next === null ? null : Math.round(next * bytesIn[unit]))}
        placeholder={formats.number(Math.round((otherwise / bytesIn[unit]) * 10) / 10)}
        formatOptions={{ maximumFractionDigits: 3 }}
      />
      <Select
        label={t`Unit`}
        options={usable.map((id) => ({ id, label: names[id] }))}
        selectedKey={unit}
        onSelectionChange={(key) => {
          const next = key as Unit;
          setUnit(next);
          if (amount !== null) onChange(Math.round(amount * bytesIn[next])); // the number stays as it was typed
        }}
      />
    </div>
  );
}
