import { describe, expect, test } from "vitest";
import { dayAfter, dayInFull, limitsFrom, nameOfTimeZone } from "./expiry";

test("days are counted over the end of a year", () => {
  expect(dayAfter("2026-12-24", { weeks: 2 })).toBe("2027-01-07");
  expect(limitsFrom("2026-11-24", 365)).toEqual({
    firstDay: "2026-11-24",
    lastDay: "2027-11-24",
    daysMost: 365,
  });
});

test("a month ends where the month ends", () => {
  expect(dayAfter("2027-01-31", { months: 1 })).toBe("2027-02-28");
  expect(dayAfter("2026-11-30", { months: 3 })).toBe("2027-02-28");
});

describe("days on which the clocks change", () => {
  // Europe on 28 March and 31 October 2027; Cairo skips midnight itself, Beirut too
  test.each([
    ["2027-03-21", "2027-03-28"],
    ["2027-10-24", "2027-10-31"],
    ["2027-04-23", "2027-04-30"],
  ])("a week after %s is %s", (from, to) => {
    expect(dayAfter(from, { weeks: 1 })).toBe(to);
  });

  test("are called by their own name everywhere", () => {
    expect(dayInFull("2027-03-28", "en-GB")).toMatch(/^Sunday,? 28 March 2027$/);
    expect(dayInFull("2027-10-31", "en-GB")).toMatch(/^Sunday,? 31 October 2027$/);
    expect(dayInFull("2027-10-31", "de")).toBe("Sonntag, 31. Oktober 2027");
  });
});

test("a time zone is called by its name and town, which summer does not change", () => {
  expect(nameOfTimeZone("Europe/Berlin", "en-GB")).toBe("Central European Time, Berlin");
  expect(nameOfTimeZone("America/New_York", "en-GB")).toBe("Eastern Time, New York");
  expect(nameOfTimeZone("UTC", "en-GB")).toMatch(/UTC|Coordinated Universal Time|GMT/);
});
