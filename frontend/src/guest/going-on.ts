import type { Collection } from "@/uploads/collect";
import type { DeliveryFile } from "./client";

/** What the manifest says of a file that has not arrived yet. */
export type ExpectedFile = Pick<DeliveryFile, "path" | "size" | "last_modified">;

/**
 * Gives picked files the paths under which an unfinished delivery knows them, when they were picked from elsewhere (a
 * folder instead of the whole disc): name, size and time tell them, as long as only one file of the manifest fits.
 */
export function adoptPaths(collection: Collection, expected: readonly ExpectedFile[]): Collection {
  const byTraits = new Map<string, string | null>();
  for (const { path, size, last_modified } of expected) {
    const traits = traitsOf(path, size, last_modified);
    byTraits.set(traits, byTraits.has(traits) ? null : path);
  }
  const taken = new Set(collection.files.map((picked) => picked.path));
  const files = collection.files.map((picked) => {
    const known = byTraits.get(traitsOf(picked.path, picked.file.size, picked.file.lastModified));
    if (!known || known === picked.path || taken.has(known)) return picked;
    taken.add(known);
    return { path: known, file: picked.file };
  });
  return { ...collection, files };
}

/** How many files of an unfinished delivery are not among those that were picked, in this version or another. */
export function countMissing(picked: readonly { path: string }[], expected: readonly ExpectedFile[]): number {
  const there = new Set(picked.map(({ path }) => path));
  return expected.filter((line) => !there.has(line.path)).length;
}

/** Files of an unfinished delivery that have changed on disk since: another version under their path was picked now. */
export function replacedFiles(
  picked: readonly { path: string; file: File }[],
  expected: readonly ExpectedFile[],
): ExpectedFile[] {
  const now = new Map(picked.map(({ path, file }) => [path, file]));
  return expected.filter((line) => {
    const file = now.get(line.path);
    return file && (file.size !== line.size || file.lastModified !== line.last_modified);
  });
}

function traitsOf(path: string, size: number, lastModified: number): string {
  return `${path.slice(path.lastIndexOf("/") + 1)} ${size} ${lastModified}`;
}
