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

/** How many files of an unfinished delivery are not among those that were picked. */
export function countMissing(
  picked: readonly { path: string; file: File }[],
  expected: readonly ExpectedFile[],
): number {
  const there = new Set(picked.map(({ path, file }) => `${path} ${file.size} ${file.lastModified}`));
  return expected.filter((line) => !there.has(`${line.path} ${line.size} ${line.last_modified}`)).length;
}

function traitsOf(path: string, size: number, lastModified: number): string {
  return `${path.slice(path.lastIndexOf("/") + 1)} ${size} ${lastModified}`;
}
