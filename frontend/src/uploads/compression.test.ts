// @vitest-environment node
import { expect, test } from "vitest";
import { createCompressionChoice } from "./compression";

const MB = 1_000_000;

test("nothing is known at first: the first chunk is compressed", () => {
  expect(createCompressionChoice().wanted()).toBe(true);
});

test("on a slow line compressing pays, on a fast one it doesn't", () => {
  const slow = createCompressionChoice();
  slow.compressed(16 * MB, 8 * MB, 0.5);
  slow.sent(8 * MB, 1.3);
  expect(slow.wanted()).toBe(true);
  const fast = createCompressionChoice();
  fast.compressed(16 * MB, 8 * MB, 0.5);
  fast.sent(8 * MB, 0.1);
  expect(fast.wanted()).toBe(false);
});

test("a line that becomes slow is noticed", () => {
  const choice = createCompressionChoice();
  choice.compressed(16 * MB, 8 * MB, 0.5);
  choice.sent(8 * MB, 0.1);
  for (let chunk = 0; chunk < 8; chunk += 1) choice.sent(16 * MB, 8);
  expect(choice.wanted()).toBe(true);
});

test("what can't be compressed goes as it is, and is tried again now and then", () => {
  const choice = createCompressionChoice();
  choice.compressed(16 * MB, 16 * MB, 0.5);
  choice.sent(16 * MB, 3);
  const wanted = Array.from({ length: 16 }, () => choice.wanted());
  expect(wanted.filter(Boolean)).toHaveLength(2);
});
