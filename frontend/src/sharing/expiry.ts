import { parseDate, today } from "@internationalized/date";
import type { Limits } from "./share-draft";

/** Today in a time zone, as the API writes days. */
export function todayIn(timeZone: string): string {
  return today(timeZone).toString();
}

export function daysAfter(day: string, days: number): string {
  return parseDate(day).add({ days }).toString();
}

/** The days among which a link's last one may be chosen. */
export function limitsFrom(firstDay: string, daysMost: number): Limits {
  return { firstDay, lastDay: daysAfter(firstDay, daysMost), daysMost };
}

/** A time zone as people call it: "Central European Time, Berlin". `UTC` has no town. */
export function nameOfTimeZone(timeZone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "longGeneric" }).formatToParts();
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
  const town = timeZone.includes("/") ? timeZone.split("/").at(-1)?.replaceAll("_", " ") : undefined;
  return town && !name.includes(town) ? `${name}, ${town}` : name;
}
