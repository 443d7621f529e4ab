import { expect, test } from "vitest";
import { expiryOf } from "./expiry";
import { isolate } from "./isolate";

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

test("the last day is the sharer's, and the same moment is told where the guest is", () => {
  const visit = {
    expires_at: "2026-12-08T11:00:00Z",
    expire_date: "2026-12-08",
    time_zone: "Pacific/Auckland",
  };
  const expiry = expiryOf(visit, "en-GB");
  expect(expiry.day).toContain("8 December 2026");
  expect(expiry.zone).toBe("New Zealand Daylight Time");
  expect(expiry.here).toContain("8 December 2026");
});

test("nothing is said twice when both are in one time zone", () => {
  const visit = { expires_at: "2026-12-08T23:00:00Z", expire_date: "2026-12-08", time_zone: here };
  expect(expiryOf(visit, "en-GB").here).toBeNull();
});

test("foreign names are isolated by their own direction, numbers read from the left", () => {
  expect(isolate("St. Mary")).toBe("\u2068St. Mary\u2069");
  expect(isolate("+49 30 555")).toBe("\u2066+49 30 555\u2069");
  expect(isolate("")).toBe("");
});
