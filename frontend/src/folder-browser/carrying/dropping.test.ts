// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import type { Row } from "@/api/content";
import { aDocumentRow, aFolder, aFolderRow, aStudyRow, ready, theRoot } from "../factories";
import { sharedPlace } from "../places";
import { linesOf } from "../tree";
import { scrollStep } from "./drag";
import { draggedWith, type FolderSpot, verdictOn, verdictOnFiles } from "./dropping";
import type { Held } from "./held";
import { fromOf, spotOfRow, spotOnWay } from "./spots";

const rights = { may_add: true, may_rename: true, may_delete: true, may_share: true, may_grant: true };
const heart = aFolderRow("Heart");
const study = aStudyRow("Doe^John");
const letter = aDocumentRow("letter.pdf");
const lent = aStudyRow("Roe^Jane", { rights: { ...rights, may_delete: false } });

function held(rows: readonly Row[], folderId = "root"): Held {
  return { rows, from: new Map(rows.map((row) => [row.id, folderId])) };
}
function into(id: string, change: Partial<FolderSpot> = {}): FolderSpot {
  return { kind: "folder", id, name: id, owner_name: "", path: ["root", id], mayAdd: true, ...change };
}
const reason = (verdict: ReturnType<typeof verdictOn>) =>
  "refused" in verdict ? verdict.refused.message : undefined;

describe("rows onto a folder", () => {
  test("are moved, with the copying key copied", () => {
    expect(verdictOn(held([heart, study]), into("Brain"), false)).toEqual({ does: "move" });
    expect(verdictOn(held([heart, study]), into("Brain"), true)).toEqual({ does: "copy" });
  });

  test("that may not be taken away are copied, and it is said why", () => {
    const verdict = verdictOn(held([study, lent]), into("Brain"), false);
    expect(verdict).toMatchObject({ does: "copy", note: expect.anything() });
    expect(verdictOn(held([lent]), into("Brain"), true)).toEqual({ does: "copy" });
  });

  test("never go into themselves, nor into what lies below them, copied or moved", () => {
    for (const wantsCopy of [false, true]) {
      expect(reason(verdictOn(held([heart]), into("Heart"), wantsCopy))).toBe(
        "A folder can't go into itself.",
      );
      const below = into("Valves", { path: ["root", "Heart", "2026", "Valves"] });
      expect(reason(verdictOn(held([study, heart]), below, wantsCopy))).toBe(
        "A folder can't go into itself.",
      );
    }
  });

  test("need the right to add there; what nobody knows is left to the server", () => {
    expect(reason(verdictOn(held([study]), into("Brain", { mayAdd: false }), false))).toBe(
      "You may not add anything to this folder.",
    );
    expect(verdictOn(held([study]), into("Brain", { mayAdd: undefined }), false)).toEqual({ does: "move" });
  });

  test("find no place where all that is shared is listed", () => {
    const shared = into(sharedPlace, { path: [sharedPlace], mayAdd: false });
    expect(reason(verdictOn(held([study]), shared, false))).toBe("Choose one of the shared folders.");
  });

  test("stay where they are; only a folder can lie beside its copy", () => {
    const root = into("root", { path: ["root"] });
    expect(verdictOn(held([heart]), root, false)).toMatchObject({ isHere: true });
    expect(verdictOn(held([heart]), root, true)).toEqual({ does: "copy" });
    expect(verdictOn(held([study, letter]), root, true)).toMatchObject({ isHere: true });
    const mixed: Held = { rows: [study, letter], from: new Map([[study.id, "root"]]) };
    expect(verdictOn(mixed, root, false)).toEqual({ does: "move" });
  });
});

test("onto the trash go only rows that may be deleted, and no files", () => {
  expect(verdictOn(held([heart, study]), { kind: "trash" }, false)).toEqual({ does: "trash" });
  expect(reason(verdictOn(held([heart, lent]), { kind: "trash" }, false))).toBe(
    "You may not delete everything that is selected.",
  );
  expect(verdictOnFiles({ kind: "trash" })).toHaveProperty("refused");
});

test("files go into a folder that one may add to, if the host takes any", () => {
  expect(verdictOnFiles(into("Brain"))).toEqual({ does: "upload" });
  expect(verdictOnFiles(into("Brain", { mayAdd: false }))).toHaveProperty("refused");
  expect(verdictOnFiles(into("Brain"), { id: "x", message: "Not here." })).toEqual({
    refused: { id: "x", message: "Not here." },
  });
});

test("a selected row takes the selection along, any other one goes alone", () => {
  expect(draggedWith(study, [heart, study])).toEqual([heart, study]);
  expect(draggedWith(letter, [heart, study])).toEqual([letter]);
});

describe("a spot", () => {
  const lines = linesOf("root", {
    listing: (id) =>
      ready(
        id === "root"
          ? [heart, study]
          : id === "Heart"
            ? [aFolderRow("2026", { rights: { ...rights, may_add: false } })]
            : [aFolderRow("Valves")],
      ),
    series: () => ({ state: "loading" }),
    expanded: new Map([
      ["folder:Heart", { kind: "folder", id: "Heart" }],
      ["folder:2026", { kind: "folder", id: "2026" }],
    ]),
  });
  const scene = { lines, folder: theRoot(), rootId: "root" };

  test("in the list knows all folders above it, at any depth", () => {
    expect(spotOfRow(scene, "folder:Valves")?.path).toEqual(["root", "Heart", "2026", "Valves"]);
    expect(spotOfRow(scene, "folder:2026")).toMatchObject({ mayAdd: false, owner_name: "" });
    expect(spotOfRow(scene, `study:${study.id}`)).toBeUndefined();
  });

  test("on the way to a colleague's folder leaves to the server what only the server knows", () => {
    const theirs = aFolder("Scans", {
      is_own: false,
      owner_name: "Dr Ada Example",
      breadcrumbs: [
        { id: "Theirs", name: "Theirs" },
        { id: "Scans", name: "Scans" },
      ],
    });
    expect(spotOnWay(theirs, "Theirs")).toMatchObject({ mayAdd: undefined, owner_name: "Dr Ada Example" });
    expect(spotOnWay(theirs, "Scans")).toMatchObject({ mayAdd: true, path: ["Theirs", "Scans"] });
    expect(spotOnWay(aFolder("Heart"), "root")).toMatchObject({ mayAdd: true, path: ["root"], name: "" });
  });

  test("each row comes from the folder that it lies in", () => {
    const rows = [study, aFolderRow("Valves")];
    expect([...fromOf(lines, rows)]).toEqual([
      [study.id, "root"],
      ["Valves", "2026"],
    ]);
  });
});

test("a list moves only near its edges, the faster the nearer", () => {
  expect(scrollStep(500, 100, 900)).toBe(0);
  expect(scrollStep(100, 100, 900)).toBe(-18);
  expect(scrollStep(140, 100, 900)).toBeGreaterThan(-18);
  expect(scrollStep(140, 100, 900)).toBeLessThan(0);
  expect(scrollStep(900, 100, 900)).toBe(18);
  expect(scrollStep(50, 100, 900)).toBe(0);
});
