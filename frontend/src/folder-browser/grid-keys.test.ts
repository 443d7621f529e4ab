// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { aFolderRow, aStudyRow, ready } from "./factories";
import { type KeyPress, type KeySituation, keyOutcome, TypeAhead } from "./grid-keys";
import { nothing, only } from "./selection";
import { isRowLine, linesOf as makeLines } from "./tree";

const linesOf = (
  id: string,
  listing: (id: string) => ReturnType<typeof ready>,
  expanded: readonly string[] = [],
) =>
  makeLines(id, {
    listing,
    series: () => ({ state: "loading" }),
    expanded: new Map(expanded.map((name) => [`folder:${name}`, { kind: "folder", id: name }])),
  });
const tree: Record<string, ReturnType<typeof ready>> = {
  root: ready([aFolderRow("Cardio"), aFolderRow("Bare", { has_children: false }), aStudyRow("Doe")]),
  Cardio: ready([aFolderRow("Old"), aStudyRow("Meyer")]),
};
/** Cardio (expanded), -Old, -Meyer, Bare, Doe */
const lines = linesOf("root", (id) => tree[id] ?? ready([]), ["Cardio"]);
const order = [...lines].filter(isRowLine).map((line) => line.key);

function pressed(key: string, now: Partial<KeySituation> = {}, held: Partial<KeyPress> = {}) {
  return keyOutcome(
    { key, shift: false, ctrl: false, alt: false, ...held },
    { lines, current: 0, selection: nothing, isSelectable: isRowLine, page: 3, isRightToLeft: false, ...now },
  );
}
const selected = (outcome: ReturnType<typeof pressed>) => [...(outcome?.selection?.keys ?? [])];

describe("moving", () => {
  test("arrows, Page keys, Home and End move the focus and stop at the ends", () => {
    expect(pressed("ArrowDown")).toEqual({ focus: 1 });
    expect(pressed("ArrowUp")).toEqual({ focus: 0 });
    expect(pressed("PageDown", { current: 1 })).toEqual({ focus: 4 });
    expect(pressed("PageUp", { current: 4 })).toEqual({ focus: 1 });
    expect(pressed("Home", { current: 3 })).toEqual({ focus: 0 });
    expect(pressed("End")).toEqual({ focus: 4 });
    expect(pressed("ArrowDown", { current: 4 })).toEqual({ focus: 4 });
  });

  test("Right expands, then goes in; Left goes out, then collapses", () => {
    expect(pressed("ArrowRight", { current: 1 })?.expand).toMatchObject({ expanded: true });
    expect(pressed("ArrowRight")).toEqual({ focus: 1 });
    expect(pressed("ArrowLeft", { current: 2 })).toEqual({ focus: 0 });
    expect(pressed("ArrowLeft")?.expand).toMatchObject({ expanded: false });
  });

  test("Right does nothing where nothing is inside", () => {
    expect(pressed("ArrowRight", { current: 3 })).toEqual({});
    expect(pressed("ArrowRight", { current: 4 })?.expand).toMatchObject({ expanded: true });
  });

  test("right-to-left writing mirrors both", () => {
    expect(pressed("ArrowLeft", { isRightToLeft: true })).toEqual({ focus: 1 });
    expect(pressed("ArrowRight", { current: 2, isRightToLeft: true })).toEqual({ focus: 0 });
  });
});

describe("selecting", () => {
  test("Space selects and deselects the focused row", () => {
    expect(selected(pressed(" ", { current: 4 }))).toEqual([order[4]]);
    expect(selected(pressed(" ", { current: 4, selection: only(order[4] as string) }))).toEqual([]);
  });

  test("Shift with an arrow selects from where the focus was", () => {
    expect(pressed("ArrowDown", { current: 2 }, { shift: true })).toEqual({
      focus: 3,
      range: { from: 2, to: 3, adding: false },
    });
  });

  test("Shift with End selects to the end", () => {
    expect(pressed("End", { current: 3 }, { shift: true })?.range).toEqual({ from: 3, to: 4, adding: false });
  });

  test("Ctrl+A selects all, Escape nothing", () => {
    expect(pressed("a", {}, { ctrl: true })).toEqual({ all: true });
    expect(pressed("f", {}, { ctrl: true })).toBe(null);
    expect(pressed("Escape", { selection: only("x") })?.selection).toBe(nothing);
  });

  test("Escape with nothing selected is left to the dialog around", () => {
    expect(pressed("Escape")).toBe(null);
  });
});

test("Enter opens the focused row", () => {
  expect(pressed("Enter", { current: 4 })?.open).toMatchObject({ row: { name: "Doe" } });
});

test("keys with Alt belong to the browser", () => {
  expect(pressed("ArrowLeft", {}, { alt: true })).toBe(null);
});

describe("type-ahead", () => {
  const nameOf = (row: { name: string }) => row.name;

  test("collects letters into a word until there is a pause", () => {
    const typing = new TypeAhead();
    expect(typing.press("m", 0, lines, 0, nameOf)).toBe(2);
    expect(typing.press("e", 100, lines, 2, nameOf)).toBe(2);
    expect(typing.isTyping(500)).toBe(true);
    expect(typing.isTyping(2000)).toBe(false);
    expect(typing.press("d", 2000, lines, 2, nameOf)).toBe(4);
  });

  test("one letter again and again goes on to the next", () => {
    const two = linesOf("root", () => ready([aFolderRow("Ba"), aFolderRow("Bb"), aFolderRow("C")]));
    const typing = new TypeAhead();
    expect(typing.press("b", 0, two, 2, nameOf)).toBe(0);
    expect(typing.press("b", 100, two, 0, nameOf)).toBe(1);
    expect(typing.press("b", 200, two, 1, nameOf)).toBe(0);
  });
});
