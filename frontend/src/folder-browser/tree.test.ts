// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { aContent, aFolderRow, aStudyRow, ready } from "./factories";
import { findByName, type Lines, type Listing, linesOf as makeLines } from "./tree";

const tree: Record<string, Listing> = {
  root: ready([aFolderRow("Cardio"), aFolderRow("Neuro"), aStudyRow("Meyer^Eva")]),
  Cardio: ready([aFolderRow("2026"), aStudyRow("Doe^John")]),
  "2026": ready([]),
  Neuro: { state: "loading" },
};
const listing = (id: string): Listing => tree[id] ?? { state: "failed", error: new Error("gone") };
const linesOf = (id: string, of: (id: string) => Listing, expanded: ReadonlySet<string>) =>
  makeLines(id, {
    listing: of,
    series: () => ({ state: "loading" }),
    expanded: new Map([...expanded].map((name) => [`folder:${name}`, { kind: "folder", id: name }])),
  });
const picture = (lines: Lines) =>
  [...lines].map((line) => `${"-".repeat(line.level)}${line.kind === "row" ? line.row.name : line.kind}`);

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

  test("stand for all rows, loaded or not, and know how many siblings there are", () => {
    const content = aContent([aStudyRow("A")], { total: 100_000 });
    const lines = linesOf("root", () => ({ state: "ready", content }), new Set());
    expect(lines.length).toBe(100_000);
    expect(lines.at(0)).toMatchObject({ kind: "row", position: 1, siblings: 100_000 });
    expect(lines.at(54_321)).toMatchObject({ kind: "waiting", page: 543, position: 54_322 });
  });

  test("find a row far down, also below what is expanded", () => {
    const far = aFolderRow("Far");
    const content = aContent([aFolderRow("Cardio")], {
      total: 100_000,
      pages: new Map([
        [0, [aFolderRow("Cardio")]],
        [700, [aStudyRow("B"), far]],
      ]),
    });
    const lines = linesOf(
      "root",
      (id) => (id === "root" ? { state: "ready", content } : listing(id)),
      new Set(["Cardio"]),
    );
    expect(lines.indexOf("folder:Far")).toBe(70_001 + 2);
    expect(lines.at(70_003)).toMatchObject({ kind: "row", row: far });
    expect([...lines.loaded()]).toEqual([0, 1, 2, 70_002, 70_003]);
  });

  test("say once in a while what of a page could not be read", () => {
    const content = aContent([aStudyRow("A")], { total: 300 });
    const pageErrors = new Map([[1, new Error("no")]]);
    const lines = linesOf("root", () => ({ state: "ready", content, pageErrors }), new Set());
    expect(lines.at(100)?.kind).toBe("failed");
    expect(lines.at(101)?.kind).toBe("waiting");
  });

  test("an empty folder has no lines of its own at the top", () => {
    expect([...linesOf("2026", listing, new Set())]).toEqual([]);
  });

  test("have keys that are unique", () => {
    const lines = linesOf("root", listing, new Set(["Cardio", "2026", "Neuro"]));
    expect(new Set([...lines].map((line) => line.key)).size).toBe(lines.length);
  });
});

test("a study opens into its series", () => {
  const study = aStudyRow("Meyer^Eva");
  const one = {
    id: "s1",
    BodyPartExamined: "",
    Modality: "CT",
    SeriesDescription: "Thorax",
    SeriesInstanceUID: "1.2",
    SeriesNumber: 1,
    frame_count: 3,
    instance_count: 3,
    thumbnail_instance_id: "i",
  };
  const lines = makeLines("root", {
    listing: () => ready([study, aStudyRow("B")]),
    series: () => ({ state: "ready", series: [one] }),
    expanded: new Map([["study:entry-Meyer^Eva", { kind: "study", id: "study-Meyer^Eva" }]]),
  });
  expect([...lines].map((line) => line.kind)).toEqual(["row", "series", "row"]);
  expect(lines.at(1)).toMatchObject({ series: one, study, level: 2 });
  expect(lines.parentOf(1)).toBe(0);
});

test("the parent is the nearest line above of a lower level", () => {
  const lines = linesOf("root", listing, new Set(["Cardio"]));
  expect(lines.parentOf(2)).toBe(0);
  expect(lines.parentOf(0)).toBe(-1);
  expect(lines.parentOf(3)).toBe(-1);
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

describe("the shown folder's own rows", () => {
  const names = ["Ann", "Ben", "Cat", "Dan"];
  const content = aContent(names.map((name) => aFolderRow(name)));
  const lines = makeLines("root", {
    listing: (id) =>
      id === "root" ? { state: "ready", content } : ready([aStudyRow("Doe"), aStudyRow("Roe")]),
    series: () => ({ state: "loading" }),
    expanded: new Map([["folder:Ben", { kind: "folder", id: "Ben" }]]),
  });

  test("are counted without what is expanded between them", () => {
    // Ann, Ben, -Doe, -Roe, Cat, Dan
    expect([0, 1, 2, 3, 4, 5, 6].map((index) => lines.ownOffset(index))).toEqual([0, 1, 2, 2, 2, 3, 4]);
    expect([0, 1, 2, 3].map((offset) => lines.indexOfOwn(offset))).toEqual([0, 1, 4, 5]);
  });

  test("are all loaded, or not", () => {
    expect(lines.isWhole).toBe(true);
    const long = makeLines("root", {
      listing: () => ({ state: "ready", content: { ...content, total: 500 } }),
      series: () => ({ state: "loading" }),
      expanded: new Map(),
    });
    expect(long.isWhole).toBe(false);
  });
});
