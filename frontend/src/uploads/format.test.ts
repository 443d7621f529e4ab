// @vitest-environment node
import { expect, test } from "vitest";
import { formatBytes, formatDicomDate, formatDuration, formatRanges, formatSpeed } from "./format";
import { createSpeedMeter } from "./speed";

test.each([
  [0, "0 bytes"],
  [17, "17 bytes"],
  [15_900, "15.9 kB"],
  [5_130_000, "5.1 MB"],
  [812_000_000, "812 MB"],
  [4_700_000_000, "4.7 GB"],
])("%i bytes are %s", (bytes, words) => expect(formatBytes(bytes, "en-GB")).toBe(words));

test("speeds and times left are said roughly", () => {
  expect(formatSpeed(4_230_000, "en-GB")).toBe("4.2 MB/s");
  expect(formatSpeed(93_400, "en-GB")).toBe("93 kB/s");
  expect(formatDuration(3, "en-GB")).toBe("5 seconds");
  expect(formatDuration(70, "en-GB")).toBe("1 minute");
  expect(formatDuration(3660, "en-GB")).toBe("1 hour 1 minute");
  expect(formatDuration(7200, "de")).toBe("2 Stunden");
});

test("DICOM dates are written in words, and what is none is not", () => {
  expect(formatDicomDate("20040826", "en-GB")).toBe("26 Aug 2004");
  expect(formatDicomDate("2004.08.26", "en-GB")).toBe("26 Aug 2004");
  expect(formatDicomDate("20040231", "en-GB")).toBe("");
  expect(formatDicomDate("", "en-GB")).toBe("");
});

test("ranges of numbers", () =>
  expect(
    formatRanges(
      [
        [8, 8],
        [12, 14],
      ],
      "en-GB",
    ),
  ).toBe("8, 12–14"));

test("a steady line shows its speed after a moment, and forgets it after a pause", () => {
  const meter = createSpeedMeter();
  for (let second = 0; second <= 10; second += 0.5) meter.record(second * 2_000_000, second * 1000);
  expect(meter.bytesPerSecond()).toBeCloseTo(2_000_000, -3);
  meter.reset();
  expect(meter.bytesPerSecond()).toBeNull();
});

test("bytes that have to be sent again are no negative speed", () => {
  const meter = createSpeedMeter();
  meter.record(0, 0);
  meter.record(4_000_000, 2000);
  meter.record(1_000_000, 2500);
  meter.record(2_000_000, 3000);
  expect(meter.bytesPerSecond()).toBeCloseTo(2_000_000, -4);
});
