// @vitest-environment jsdom
import { act, renderHook } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { useToggling } from "./use-toggling";

const rows = ["a", "b", "c", "d"];

function useTable() {
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  return { selected: [...selected].sort().join(""), toggle: useToggling(rows, selected, select) };
}

test("a click toggles one row; with Shift all from the one before get the same state, in either direction", () => {
  const { result } = renderHook(useTable);
  const click = (id: string, shift = false) => {
    act(() => result.current.toggle(id, shift));
    return result.current.selected;
  };
  expect(click("c", true)).toBe("c");
  expect(click("a", true)).toBe("abc");
  expect(click("b")).toBe("ac");
  expect(click("c", true)).toBe("a");
  expect(click("d", true)).toBe("acd");
});
