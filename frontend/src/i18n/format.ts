import { useLanguage } from "./language-store";

/** How values are written in one language. All of them give "" for what is missing. */
export interface Formats {
  /** A day: `20260228` (DICOM DA), `2026-02-28`, or nothing. What is no date comes back as it is. */
  day(value: string | null | undefined): string;
  /** A moment (ISO 8601; without an offset it is UTC, as the API writes it) in the reader's time zone: day and minute. */
  moment(value: string | null | undefined): string;
  /** The same, short: today only the time, this year no year. */
  recent(value: string | null | undefined, now?: Date): string;
  /** The day (in the reader's time zone) that ends at a moment: "until" for what expires at the next midnight. */
  lastDay(value: string | null | undefined): string;
  /** Bytes, in powers of 1,000. */
  size(bytes: number | null | undefined): string;
  number(value: number): string;
}

const dicomDay = /^(\d{4})-?(\d{2})-?(\d{2})$/;
const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A time of the API (RFC 3339, UTC) to a Date. */
export function parseMoment(value: string): Date {
  return new Date(value);
}

const made = new Map<string, Formats>();

/** The formats of a locale; made once, since every row of a list asks for them and Intl's are slow to make. */
export function formatsFor(locale: string): Formats {
  const known = made.get(locale) ?? makeFormats(locale);
  made.set(locale, known);
  return known;
}

function makeFormats(locale: string): Formats {
  const dayFormat = new Intl.DateTimeFormat(locale, {
    day: "2-digit",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const momentFormat = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const timeFormat = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
  const thisYearFormat = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  const recentDayFormat = new Intl.DateTimeFormat(locale, {
    day: "2-digit",
    month: "short",
    year: "numeric",
  });
  const numberFormat = new Intl.NumberFormat(locale);
  const sizeFormats = units.map(
    (unit) =>
      new Intl.NumberFormat(locale, {
        style: "unit",
        unit,
        unitDisplay: unit === "byte" ? "long" : "short",
        maximumFractionDigits: 1,
      }),
  );

  return {
    day(value) {
      if (!value) return "";
      const [, year, month, day] = dicomDay.exec(value) ?? [];
      if (!year || !month || !day) return value;
      const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
      const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
      return exists ? dayFormat.format(date) : value;
    },
    moment(value) {
      return value ? momentFormat.format(parseMoment(value)) : "";
    },
    recent(value, now = new Date()) {
      if (!value) return "";
      const date = parseMoment(value);
      if (date.toDateString() === now.toDateString()) return timeFormat.format(date);
      if (date.getFullYear() === now.getFullYear()) return thisYearFormat.format(date);
      return recentDayFormat.format(date);
    },
    lastDay(value) {
      return value ? recentDayFormat.format(new Date(parseMoment(value).getTime() - 1)) : "";
    },
    size(bytes) {
      if (bytes === null || bytes === undefined) return "";
      const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
      const rounded = bytes / 1000 ** step;
      return (sizeFormats[step] as Intl.NumberFormat).format(rounded >= 100 ? Math.round(rounded) : rounded);
    },
    number(value) {
      return numberFormat.format(value);
    },
  };
}

/** The formats of the language that is shown. */
export function useFormats(): Formats {
  return formatsFor(useLanguage().format);
}
