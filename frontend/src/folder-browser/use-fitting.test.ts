import { expect, test } from "vitest";
import { fittingCount } from "./use-fitting";

const groups = ["make", "change", "change", "share", "manage"];
/** Five buttons of 36 px with three rules. */
const whole = 5 * 36 + 3 * 9;

test("all stand side by side as soon as there is room for all", () => {
  expect(fittingCount(groups, whole, 36)).toBe(5);
  expect(fittingCount(groups, whole - 1, 36)).toBeLessThan(5);
});

test("the button for the others has its room, too", () => {
  // make | change change, and the button
  expect(fittingCount(groups, 3 * 36 + 9 + 36, 36)).toBe(3);
  expect(fittingCount(groups, 3 * 36 + 9 + 35, 36)).toBe(2);
});

test("where nothing fits only that button is left", () => {
  expect(fittingCount(groups, 40, 36)).toBe(0);
});
