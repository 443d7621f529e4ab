import type { Visit } from "./client";

/** Until when a link is open: the sharer's day, and the same moment where the guest is. */
export interface Expiry {
  /** The last day, which is included, as a date. */
  day: string;
  /** The name of the time zone in which that day ends. */
  zone: string;
  /** The moment in the guest's own time zone, if that is another. */
  here: string | null;
}

/** `expires_at` is a moment, `expire_date` is the last day in `time_zone`. */
export function expiryOf(
  visit: Pick<Visit, "expires_at" | "expire_date" | "time_zone">,
  locale: string,
): Expiry {
  const end = new Date(visit.expires_at);
  const there = visit.time_zone;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" }).format(
    new Date(`${visit.expire_date}T00:00:00Z`),
  );
  const names = new Intl.DateTimeFormat(locale, { timeZone: there, timeZoneName: "long" }).formatToParts(end);
  const moment = (timeZone?: string): string =>
    new Intl.DateTimeFormat(locale, {
      dateStyle: "full",
      timeStyle: "short",
      ...(timeZone ? { timeZone } : {}),
    }).format(end);
  return {
    day,
    zone: names.find((part) => part.type === "timeZoneName")?.value ?? there,
    here: moment() === moment(there) ? null : moment(),
  };
}

/** A moment that the server has written (UTC), for people. */
export function momentWords(value: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(new Date(value));
}
