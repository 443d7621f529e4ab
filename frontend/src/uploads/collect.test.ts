// @vitest-environment node
import { expect, test } from "vitest";
import { clutterByName, viewerPartTest } from "./clutter";
import { type Collection, collectFromDrop, collectFromInput, merge } from "./collect";

function file(path: string, content = "x", lastModified = 1): File {
  const made = new File([content], path.slice(path.lastIndexOf("/") + 1), { lastModified });
  Object.defineProperty(made, "webkitRelativePath", { value: path });
  return made;
}

/** A directory entry as Chromium gives it: at most `batch` children an answer. */
function directory(fullPath: string, children: FileSystemEntry[], batch = 100): FileSystemEntry {
  const createReader = (): FileSystemDirectoryReader => {
    let at = 0;
    const readEntries = (resolve: (entries: FileSystemEntry[]) => void): void => {
      const answer = children.slice(at, at + batch);
      at += batch;
      resolve(answer);
    };
    return { readEntries } as FileSystemDirectoryReader;
  };
  return { fullPath, isDirectory: true, isFile: false, createReader } as unknown as FileSystemEntry;
}

function fileEntry(fullPath: string, failing = false): FileSystemEntry {
  const read = (resolve: (file: File) => void, reject: (error: DOMException) => void): void => {
    if (failing) reject(new DOMException("scratched", "NotReadableError"));
    else resolve(file(fullPath.slice(1)));
  };
  return { fullPath, isDirectory: false, isFile: true, file: read } as unknown as FileSystemEntry;
}

function transferOf(...entries: FileSystemEntry[]): DataTransfer {
  const items = entries.map((entry) => ({ kind: "file", webkitGetAsEntry: () => entry }));
  return { items } as unknown as DataTransfer;
}

const paths = (collection: Collection): string[] => collection.files.map((picked) => picked.path);

test("a picked folder keeps its paths, sorted by code unit, without what no one means to send", () => {
  const collection = collectFromInput(
    ["CD/b/2", "CD/a/1", "CD/B/3", "CD/.DS_Store", "CD/autorun.inf", "CD/viewer/run.exe"].map((path) =>
      file(path),
    ),
  );
  expect(paths(collection)).toEqual(["CD/B/3", "CD/a/1", "CD/b/2"]);
  expect(collection.leftOut.map(({ path, reason }) => [path, reason])).toEqual([
    ["CD/.DS_Store", "system-file"],
    ["CD/autorun.inf", "viewer-program"],
    ["CD/viewer/run.exe", "viewer-program"],
  ]);
});

test("an empty file is left out with its reason", () => {
  expect(collectFromInput([file("empty.dcm", "")]).leftOut).toMatchObject([{ reason: "empty" }]);
});

test("dropped folders are read to the bottom, past the hundred entries of one answer", async () => {
  const images = Array.from({ length: 250 }, (_, index) =>
    fileEntry(`/CD/DICOM/IM${String(index).padStart(4, "0")}`),
  );
  const found: number[] = [];
  const collection = await collectFromDrop(
    transferOf(directory("/CD", [directory("/CD/DICOM", images)]), fileEntry("/letter.pdf")),
    (count) => found.push(count),
  );
  expect(paths(collection)).toHaveLength(251);
  expect(paths(collection)[250]).toBe("letter.pdf");
  expect(found.at(-1)).toBe(251);
});

test("a file that the disk does not give up is named, and the rest goes on", async () => {
  const collection = await collectFromDrop(
    transferOf(directory("/CD", [fileEntry("/CD/a"), fileEntry("/CD/b", true)])),
  );
  expect(paths(collection)).toEqual(["CD/a"]);
  expect(collection.leftOut).toMatchObject([{ path: "CD/b", reason: "unreadable" }]);
});

test("choosing more adds; the same file again changes nothing; another file of that path is kept as well", () => {
  const first = collectFromInput([file("CD/1", "one", 1)]);
  const again = merge(first, collectFromInput([file("CD/1", "one", 1), file("CD/2", "two", 1)]));
  expect(paths(again)).toEqual(["CD/1", "CD/2"]);
  const otherDisc = merge(again, collectFromInput([file("CD/1", "other", 2)]));
  expect(paths(otherDisc)).toEqual(["CD/1", "CD/1 (2)", "CD/2"]);
});

test.each([
  ["CD/Thumbs.db", "system-file"],
  ["__MACOSX/._IM1", "system-file"],
  ["CD/DICOM/._IM1", "system-file"],
  ["CD/AUTORUN.INF", "viewer-program"],
  ["CD/Viewer.app/Contents/MacOS/viewer", "viewer-program"],
  ["CD/jre/lib/rt.jar", "viewer-program"],
  ["CD/DICOM/1.2.840.113619.2.55.3", undefined],
  ["CD/DICOM/IM000001", undefined],
  ["report.pdf", undefined],
])("%s is %s by its name", (path, reason) => expect(clutterByName(path)).toBe(reason));

test("what lies beside or below a program is part of the viewer, the patient's report at the top is not", () => {
  const isPart = viewerPartTest(
    [
      "CD/start.exe",
      "CD/index.html",
      "CD/report.pdf",
      "CD/photo.jpg",
      "CD/viewer/v.dll",
      "CD/viewer/img/icon.png",
      "CD/DICOM/IM1",
      "CD/java/lib/content",
    ],
    ["CD/start.exe", "CD/viewer/v.dll"],
  );
  expect(isPart("CD/index.html")).toBe(true);
  expect(isPart("CD/viewer/img/icon.png")).toBe(true);
  expect(isPart("CD/java/lib/content")).toBe(true);
  expect(isPart("CD/report.pdf")).toBe(false);
  expect(isPart("CD/photo.jpg")).toBe(false);
});

test("pictures and reports without any program near them are documents", () => {
  const isPart = viewerPartTest(["case/a.jpg", "case/b/report.pdf"], []);
  expect(isPart("case/a.jpg")).toBe(false);
  expect(isPart("case/b/report.pdf")).toBe(false);
});
