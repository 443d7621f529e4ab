// @vitest-environment jsdom
import { expect, test } from "vitest";
import { formatsFor, parseMoment } from "./format";

const english = formatsFor("en-GB");

test("a DICOM day and an ISO day are written alike", () => {
  expect(english.day("20260228")).toBe("28 Feb 2026");
  expect(english.day("2026-02-28")).toBe("28 Feb 2026");
});

test("what is no date is shown as it came, never as another date", () => {
  expect(english.day("20260231")).toBe("20260231");
  expect(english.day("unknown")).toBe("unknown");
  expect(english.day("")).toBe("");
  expect(english.day(null)).toBe("");
});

test("Arabic keeps European digits, so that an ID or a date looks the same to everyone", () => {
  expect(formatsFor("ar-u-nu-latn-ca-gregory").day("20260228")).toMatch(/28.*2026/);
});

test("sizes count in thousands", () => {
  expect(english.size(0)).toBe("0 bytes");
  expect(english.size(999)).toBe("999 bytes");
  expect(english.size(1_000)).toBe("1 kB");
  expect(english.size(1_540_000)).toBe("1.5 MB");
  expect(english.size(123_400_000)).toBe("123 MB");
  expect(english.size(null)).toBe("");
});

test("a recent moment leaves out what goes without saying", () => {
  const now = new Date(2026, 10, 24, 9, 0);
  const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();
  expect(english.recent(at(2026, 10, 24, 8, 5), now)).toBe("08:05");
  expect(english.recent(at(2026, 9, 3, 8, 5), now)).toBe("3 Oct, 08:05");
  expect(english.recent(at(2025, 9, 3, 8, 5), now)).toBe("03 Oct 2025");
});

test("the API's times are UTC, though they don't say so", () => {
  expect(parseMoment("2026-11-24T07:00:00Z").toISOString()).toBe("2026-11-24T07:00:00.000Z");
  expect(parseMoment("2026-11-24T07:00:00.123456+02:00").toISOString()).toBe("2026-11-24T05:00:00.123Z");
});

test("what expires at midnight is good until the day before", () => {
  const midnight = new Date(2026, 11, 9, 0, 0).toISOString();
  expect(english.lastDay(midnight)).toBe("08 Dec 2026");
  expect(english.lastDay(null)).toBe("");
});
