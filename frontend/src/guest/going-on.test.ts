import { expect, test } from "vitest";
import { adoptPaths, countMissing, replacedFiles } from "./going-on";

const file = (name: string, lastModified = 1): File => new File(["x"], name, { lastModified });
const expected = (path: string) => ({ path, size: 1, last_modified: 1 });

test("a folder that was picked alone takes the place of the disc that was picked before", () => {
  const picked = {
    files: [
      { path: "DICOM/1", file: file("1") },
      { path: "DICOM/2", file: file("2", 9) },
    ],
    leftOut: [],
  };
  const adopted = adoptPaths(picked, [expected("CD/DICOM/1"), expected("CD/DICOM/2")]);
  expect(adopted.files.map(({ path }) => path)).toEqual(["CD/DICOM/1", "DICOM/2"]);
  expect(countMissing(adopted.files, [expected("CD/DICOM/1"), expected("CD/DICOM/2")])).toBe(1);
});

test("where two files of the manifest look alike, none is guessed", () => {
  const picked = { files: [{ path: "1", file: file("1") }], leftOut: [] };
  expect(adoptPaths(picked, [expected("a/1"), expected("b/1")]).files[0]?.path).toBe("1");
});

test("a file that has changed since is replaced, not missing", () => {
  const picked = [{ path: "CD/1", file: file("1", 9) }];
  expect(countMissing(picked, [expected("CD/1"), expected("CD/2")])).toBe(1);
  expect(replacedFiles(picked, [expected("CD/1"), expected("CD/2")])).toEqual([expected("CD/1")]);
  expect(replacedFiles([{ path: "CD/1", file: file("1") }], [expected("CD/1")])).toEqual([]);
});
