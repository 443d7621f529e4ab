import { describe, expect, test } from "vitest";
import { click, extend, keepExisting, nothing, only, type Selection, toggle } from "./selection";

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
  test("selects the range alone", () => {
    expect(keys(extend(toggle(only("a"), "b"), ["b", "c", "d"], "b"))).toBe("bcd");
  });

  test("keeps its anchor, so that the range can shrink again", () => {
    expect(extend(only("b"), ["b", "c"], "b").anchor).toBe("b");
  });

  test("with Ctrl adds the range to what is selected", () => {
    expect(keys(extend(only("a"), ["c", "d"], "c", true))).toBe("acd");
  });
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
