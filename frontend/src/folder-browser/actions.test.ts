// @vitest-environment jsdom
import { describe, expect, test, vi } from "vitest";
import type { Row } from "@/api/content";
import { type Action, actionForKey, actions, type Hands, type Situation, target } from "./actions";
import { aDocumentRow, aFolder, aFolderRow, aStudyRow, theRoot } from "./factories";

const cardio = aFolderRow("Cardio");
const neuro = aFolderRow("Neuro");
const study = aStudyRow("Doe^John");
const report = aDocumentRow("report.pdf");

function situation(selection: readonly Row[], folder = aFolder("Shown")): Situation {
  return { selection, folder, activeLinks: [] };
}
const named = (id: string) => actions.find((action) => action.id === id) as Action;
const enabledIds = (now: Situation) =>
  actions.filter((action) => action.enabled(now) === true).map((action) => action.id);

function spyingHands() {
  return {
    newFolder: vi.fn(),
    rename: vi.fn(),
    chooseTarget: vi.fn(),
    move: vi.fn(),
    copy: vi.fn(),
    trash: vi.fn(),
    share: vi.fn(),
    shareWithColleague: vi.fn(),
    showLinks: vi.fn(),
    uploadInto: vi.fn(),
    open: vi.fn(),
    download: vi.fn(),
    settle: vi.fn(),
    refresh: vi.fn(),
  } satisfies Hands;
}

describe("what is enabled", () => {
  test("nothing selected, in a folder: what concerns the folder itself", () => {
    expect(enabledIds(situation([]))).toEqual([
      "new-folder",
      "share-upload-folder",
      "share-with-colleague",
      "upload",
      "download",
      "upload-links",
      "refresh",
    ]);
  });

  test("nothing selected, at the top: the root can't be shared", () => {
    expect(enabledIds(situation([], theRoot()))).toEqual(["new-folder", "upload", "refresh"]);
  });

  test("one folder: all but what is done to a study", () => {
    const forStudies = ["open", "settle"];
    expect(enabledIds(situation([cardio]))).toEqual(
      actions.map((action) => action.id).filter((id) => !forStudies.includes(id)),
    );
  });

  test("one study or document: no renaming, no sharing", () => {
    const both = ["new-folder", "move", "copy", "delete", "upload", "open", "download"];
    expect(enabledIds(situation([report]))).toEqual([...both, "refresh"]);
    expect(enabledIds(situation([study]))).toEqual([...both, "settle", "refresh"]);
  });

  test("several: what can be done to all of them together", () => {
    expect(enabledIds(situation([cardio, study]))).toEqual([
      "new-folder",
      "move",
      "copy",
      "delete",
      "upload",
      "download",
      "refresh",
    ]);
  });

  test("what one may only see can be copied and downloaded, and neither changed nor taken away", () => {
    const rights = {
      may_add: false,
      may_rename: false,
      may_delete: false,
      may_share: false,
      may_grant: false,
    };
    const theirs = situation([aFolderRow("Theirs", { rights, owner_name: "Dr Ada Example" })]);
    expect(enabledIds(theirs)).toEqual(["copy", "download", "refresh"]);
    const theirStudy = situation([aStudyRow("Doe^Jane", { rights, owner_name: "Dr Ada Example" })]);
    expect(enabledIds(theirStudy)).not.toContain("settle");
  });

  test("something new goes by the rights of the folder it goes to", () => {
    const rights = {
      may_add: true,
      may_rename: false,
      may_delete: false,
      may_share: false,
      may_grant: false,
    };
    const closed = { ...rights, may_add: false };
    expect(
      enabledIds(situation([aFolderRow("Open", { rights })], aFolder("Shut", { rights: closed }))),
    ).toContain("new-folder");
    expect(enabledIds(situation([aFolderRow("Shut", { rights: closed })]))).not.toContain("upload");
  });

  test("a folder one may only look into takes nothing new", () => {
    const rights = {
      may_add: false,
      may_rename: false,
      may_delete: false,
      may_share: false,
      may_grant: false,
    };
    const now = situation([], aFolder("Theirs", { rights }));
    expect(enabledIds(now)).not.toContain("new-folder");
    expect(enabledIds(now)).not.toContain("upload");
  });

  test("whatever is not enabled says why", () => {
    for (const selection of [[], [cardio], [study], [cardio, study]]) {
      for (const action of actions) {
        const verdict = action.enabled(situation(selection, theRoot()));
        if (verdict !== true) expect(verdict.message ?? verdict.id).toBeTruthy();
      }
    }
  });
});

describe("what it is done to", () => {
  test("the one selected folder, else the folder that is shown", () => {
    expect(target(situation([cardio])).id).toBe("Cardio");
    expect(target(situation([])).id).toBe("Shown");
    expect(target(situation([study])).id).toBe("Shown");
    expect(target(situation([cardio, neuro])).id).toBe("Shown");
  });

  test("every action gives its target to the right hand", () => {
    const hands = spyingHands();
    named("new-folder").run(situation([cardio]), hands);
    named("upload").run(situation([]), hands);
    named("share-upload-folder").run(situation([cardio]), hands);
    named("delete").run(situation([cardio, study]), hands);
    named("open").run(situation([study]), hands);
    named("move").run(situation([cardio, study]), hands);
    named("rename").run(situation([cardio]), hands);
    named("download").run(situation([]), hands);
    expect(hands.chooseTarget).toHaveBeenCalledWith("move", [cardio, study]);
    expect(hands.rename).toHaveBeenCalledWith(cardio);
    expect(hands.download).toHaveBeenCalledWith(expect.objectContaining({ id: "Shown" }));
    expect(hands.newFolder).toHaveBeenCalledWith(cardio);
    expect(hands.uploadInto).toHaveBeenCalledWith("Shown");
    expect(hands.share).toHaveBeenCalledWith(cardio);
    expect(hands.trash).toHaveBeenCalledWith([cardio, study]);
    expect(hands.open).toHaveBeenCalledWith(study);
  });
});

test("keys lead to the same actions", () => {
  expect(actionForKey("F2")?.id).toBe("rename");
  expect(actionForKey("Delete")?.id).toBe("delete");
  expect(actionForKey("x")).toBe(undefined);
});

test("ids are unique, and groups are not torn apart", () => {
  expect(new Set(actions.map((action) => action.id)).size).toBe(actions.length);
  const groups = actions.map((action) => action.group);
  expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual([...new Set(groups)]);
});
