import { describe, expect, test } from "vitest";
import { all, click, extend, keepExisting, nothing, only, type Selection, toggle } from "./selection";

const order = ["a", "b", "c", "d", "e"];
const keys = (selection: Selection) => [...selection.keys].sort().join("");

describe("a click", () => {
  test("selects that row alone", () => {
    expect(keys(click(nothing, "b"))).toBe("b");
    expect(keys(click(toggle(only("a"), "c"), "b"))).toBe("b");
  });

  test("on the one selected row deselects it", () => {
    expect(keys(click(only("b"), "b"))).toBe("");
  });

  test("on one of several selected rows leaves it alone selected", () => {
    expect(keys(click(toggle(only("a"), "b"), "b"))).toBe("b");
  });

  test("and a third click selects it again", () => {
    expect(keys(click(click(click(nothing, "b"), "b"), "b"))).toBe("b");
  });
});

describe("Ctrl, a checkbox, a finger", () => {
  test("adds and removes, leaving the others as they are", () => {
    const two = toggle(only("a"), "c");
    expect(keys(two)).toBe("ac");
    expect(keys(toggle(two, "a"))).toBe("c");
  });
});

describe("Shift", () => {
  test("selects everything from the last row touched, in both directions", () => {
    expect(keys(extend(only("b"), "d", order))).toBe("bcd");
    expect(keys(extend(only("d"), "b", order))).toBe("bcd");
  });

  test("keeps its anchor, so that the range can shrink again", () => {
    expect(keys(extend(extend(only("b"), "e", order), "c", order))).toBe("bc");
  });

  test("without an anchor, or with one that is gone, selects the row alone", () => {
    expect(keys(extend(nothing, "c", order))).toBe("c");
    expect(keys(extend(only("gone"), "c", order))).toBe("c");
  });

  test("with Ctrl adds the range to what is selected", () => {
    const selection = toggle(only("a"), "c");
    expect(keys(extend(selection, "d", order, true))).toBe("acd");
  });

  test("begins where a click has just deselected", () => {
    expect(keys(extend(click(only("b"), "b"), "c", order))).toBe("bc");
  });
});

test("everything can be selected", () => {
  expect(keys(all(nothing, order))).toBe("abcde");
});

describe("after the listing changed", () => {
  test("what is gone is no longer selected", () => {
    const selection = keepExisting(toggle(only("a"), "c"), (key) => key !== "c");
    expect(keys(selection)).toBe("a");
    expect(selection.anchor).toBe(null);
  });

  test("nothing gone: the very same selection, so that nothing is drawn again", () => {
    const selection = toggle(only("a"), "c");
    expect(keepExisting(selection, () => true)).toBe(selection);
  });
});
