import { type DateDuration, parseDate, today } from "@internationalized/date";
import type { Limits } from "./share-draft";

/** Today in a time zone, as the API writes days. */
export function todayIn(timeZone: string): string {
  return today(timeZone).toString();
}

/** A day of the calendar, so and so far after another: a month after 31 January is the last of February. */
export function dayAfter(day: string, span: DateDuration): string {
  return parseDate(day).add(span).toString();
}

/** The days among which a link's last one may be chosen. */
export function limitsFrom(firstDay: string, daysMost: number): Limits {
  return { firstDay, lastDay: dayAfter(firstDay, { days: daysMost }), daysMost };
}

/** A day in full: "Tuesday 8 December 2026". */
export function dayInFull(day: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" });
  return format.format(parseDate(day).toDate("UTC"));
}

/** A time zone as people call it: "Central European Time, Berlin". `UTC` has no town. */
export function nameOfTimeZone(timeZone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "longGeneric" }).formatToParts();
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
  const town = timeZone.includes("/") ? timeZone.split("/").at(-1)?.replaceAll("_", " ") : undefined;
  return town && !name.includes(town) ? `${name}, ${town}` : name;
}
