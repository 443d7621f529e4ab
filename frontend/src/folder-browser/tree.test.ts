import { describe, expect, test } from "vitest";
import { aFolderRow, aStudyRow, ready } from "./factories";
import { findByName, type Line, type Listing, linesOf, parentIndex } from "./tree";

const tree: Record<string, Listing> = {
  root: ready([aFolderRow("Cardio"), aFolderRow("Neuro"), aStudyRow("Meyer^Eva")]),
  Cardio: ready([aFolderRow("2026"), aStudyRow("Doe^John")]),
  "2026": ready([]),
  Neuro: { state: "loading" },
};
const listing = (id: string): Listing => tree[id] ?? { state: "failed", error: new Error("gone") };
const picture = (lines: Line[]) =>
  lines.map((line) => `${"-".repeat(line.level)}${line.kind === "row" ? line.row.name : line.kind}`);

describe("the lines", () => {
  test("show the folder's content alone while nothing is expanded", () => {
    expect(picture(linesOf("root", listing, new Set()))).toEqual(["-Cardio", "-Neuro", "-Meyer^Eva"]);
  });

  test("show what is in expanded folders below them", () => {
    expect(picture(linesOf("root", listing, new Set(["Cardio", "2026"])))).toEqual([
      "-Cardio",
      "--2026",
      "---empty",
      "--Doe^John",
      "-Neuro",
      "-Meyer^Eva",
    ]);
  });

  test("keep a place for what is on its way, and say what failed", () => {
    const lines = linesOf(
      "root",
      (id) => (id === "Cardio" ? listing("lost") : listing(id)),
      new Set(["Cardio", "Neuro"]),
    );
    expect(picture(lines)).toEqual(["-Cardio", "--failed", "-Neuro", "--waiting", "--waiting", "-Meyer^Eva"]);
  });

  test("end in 'more' while pages are missing, and then don't claim to know how many siblings there are", () => {
    const lines = linesOf("root", () => ready([aStudyRow("A")], { nextCursor: "next" }), new Set());
    expect(picture(lines)).toEqual(["-A", "-more"]);
    expect(lines[0]).toMatchObject({ position: 1, siblings: -1 });
  });

  test("an empty folder has no lines of its own at the top", () => {
    expect(linesOf("2026", listing, new Set())).toEqual([]);
  });

  test("have keys that are unique", () => {
    const lines = linesOf("root", listing, new Set(["Cardio", "2026", "Neuro"]));
    expect(new Set(lines.map((line) => line.key)).size).toBe(lines.length);
  });
});

test("the parent is the nearest line above of a lower level", () => {
  const lines = linesOf("root", listing, new Set(["Cardio"]));
  expect(parentIndex(lines, 2)).toBe(0);
  expect(parentIndex(lines, 0)).toBe(-1);
  expect(parentIndex(lines, 3)).toBe(-1);
});

describe("type-ahead", () => {
  const lines = linesOf(
    "root",
    () => ready([aFolderRow("Élan"), aFolderRow("Beta"), aFolderRow("elbow"), aFolderRow("Beta 2")]),
    new Set(),
  );
  const find = (typed: string, from: number) => findByName(lines, typed, from, (row) => row.name);

  test("finds without accents and case, going around", () => {
    expect(find("el", 0)).toBe(0);
    expect(find("el", 1)).toBe(2);
    expect(find("el", 3)).toBe(0);
  });

  test("finds nothing", () => {
    expect(find("x", 0)).toBe(-1);
  });
});
