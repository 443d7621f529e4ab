// @vitest-environment jsdom
import { expect, test } from "vitest";
import { aDocumentRow, aFolder, aFolderRow, aStudyRow } from "../factories";
import { sharedPlace } from "../places";
import { keyOfSubject, subjectOf, summaryOf } from "./subject";

const mark = { link_id: "l1", recipient: "ana@mail.example", expires_at: "2026-12-01T00:00:00Z" };
const shown = { folder: aFolder("Cardiology"), activeLinks: [mark] };

test("where nothing is selected it is about the folder that is shown", () => {
  const subject = subjectOf([], shown);
  expect(subject).toMatchObject({
    kind: "folder",
    folder: { id: "Cardiology", row: null, links: [mark], ownerName: "" },
  });
  expect(keyOfSubject(subject)).toBe("folder:Cardiology");
});

test("the place of what others share is no folder", () => {
  expect(subjectOf([], { folder: aFolder("", { id: sharedPlace }), activeLinks: [] }).kind).toBe("shared");
});

test("one row is shown in its own looks; a folder with what its row says", () => {
  const study = aStudyRow("Doe^John");
  expect(subjectOf([study], shown)).toEqual({ kind: "study", row: study });
  const document = aDocumentRow("letter.pdf");
  expect(subjectOf([document], shown)).toEqual({ kind: "document", row: document });
  const folder = aFolderRow("Theirs", { owner_name: "Dr Ada Example", active_links: [mark] });
  expect(subjectOf([folder], shown)).toMatchObject({
    kind: "folder",
    folder: { id: "Theirs", row: folder, links: [mark], ownerName: "Dr Ada Example" },
  });
});

test("several rows are summed up; patients are told apart by ID and name", () => {
  const rows = [
    aStudyRow("Doe^John", { StudyDate: "20260131", size: 10, ModalitiesInStudy: ["CT"] }),
    aStudyRow("Doe^John", { id: "2", StudyDate: "20250405", size: 5, ModalitiesInStudy: ["MR", "CT"] }),
    aStudyRow("Doe^Jane", { StudyDate: "", size: null, ModalitiesInStudy: [] }),
    aDocumentRow("letter.pdf", { size: 1 }),
    aFolderRow("Cardiology"),
  ];
  expect(subjectOf(rows, shown)).toEqual({ kind: "several", rows });
  expect(summaryOf(rows)).toEqual({
    folders: 1,
    studies: 3,
    documents: 1,
    size: 16,
    patients: 2,
    firstDate: "20250405",
    lastDate: "20260131",
    modalities: ["CT", "MR"],
  });
});

test("without studies there are no patients and no dates", () => {
  expect(summaryOf([aDocumentRow("a.txt"), aFolderRow("b")])).toMatchObject({
    patients: 0,
    firstDate: "",
    lastDate: "",
  });
});
