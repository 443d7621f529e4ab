/** Sizes, times and DICOM dates as people of a language write them. `locale` is a BCP 47 tag. */

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** `1234567` becomes `1.2 MB`; thousands, as operating systems' file managers count for people. */
export function formatBytes(bytes: number, locale: string): string {
  const power = bytes < 1000 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: SIZES[power] ?? "byte",
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: power > 0 && value < 100 ? 1 : 0,
  }).format(value);
}

/** A speed, as `2.4 MB/s`. */
export function formatSpeed(bytesPerSecond: number, locale: string): string {
  const mega = bytesPerSecond >= 1e6;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: mega ? "megabyte-per-second" : "kilobyte-per-second",
    unitDisplay: "short",
    maximumFractionDigits: mega ? 1 : 0,
  }).format(bytesPerSecond / (mega ? 1e6 : 1e3));
}

/** A time left, coarse enough not to flicker: seconds in fives, then minutes, then hours and minutes. */
export function formatDuration(seconds: number, locale: string): string {
  const unit = (value: number, name: "second" | "minute" | "hour"): string =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" }).format(value);
  if (seconds < 55) return unit(Math.max(5, Math.ceil(seconds / 5) * 5), "second");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(Math.max(1, minutes), "minute");
  const rest = minutes % 60;
  const hours = unit(Math.floor(minutes / 60), "hour");
  return rest === 0 ? hours : `${hours} ${unit(rest, "minute")}`;
}

/** A DICOM date (`20040826`, or the old `2004.08.26`) in words; an empty string when it is none. */
export function formatDicomDate(value: string, locale: string): string {
  const [, year, month, day] = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value.trim()) ?? [];
  if (!year || !month || !day) return "";
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1) return "";
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(date);
}

/** `12-14, 20` for ranges of instance numbers, in the language's digits. */
export function formatRanges(ranges: readonly (readonly [number, number])[], locale: string): string {
  const number = new Intl.NumberFormat(locale, { useGrouping: false });
  return ranges
    .map(([first, last]) =>
      first === last ? number.format(first) : `${number.format(first)}–${number.format(last)}`,
    )
    .join(", ");
}
