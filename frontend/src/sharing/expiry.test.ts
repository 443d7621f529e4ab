import { expect, test } from "vitest";
import { daysAfter, limitsFrom, nameOfTimeZone } from "./expiry";

test("days are counted over the end of a year", () => {
  expect(daysAfter("2026-12-24", 14)).toBe("2027-01-07");
  expect(limitsFrom("2026-11-24", 365)).toEqual({
    firstDay: "2026-11-24",
    lastDay: "2027-11-24",
    daysMost: 365,
  });
});

test("a time zone is called by its name and town", () => {
  expect(nameOfTimeZone("Europe/Berlin", "en-GB")).toBe("Central European Time, Berlin");
  expect(nameOfTimeZone("America/New_York", "en-GB")).toBe("Eastern Time, New York");
  expect(nameOfTimeZone("UTC", "en-GB")).toMatch(/UTC|Coordinated Universal Time|GMT/);
});
