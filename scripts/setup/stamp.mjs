// Remembers from which inputs something was made, so that the second start skips what has not changed.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fromRoot, root } from "./paths.mjs";

/**
 * A digest of the named files and folders: of their names and their content, not of their times, since a
 * fresh clone has new times.
 *
 * @param {string[]} paths relative to the top; a folder stands for everything in it
 * @param {{ leaveOut?: string[] }} [options] paths to leave out
 */
export function fingerprint(paths, { leaveOut = [] } = {}) {
  const digest = createHash("sha256");
  for (const path of paths.flatMap((path) => filesIn(path, leaveOut)).sort()) {
    digest
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return digest.digest("hex");
}

/**
 * @param {string} path
 * @param {string[]} leaveOut
 * @returns {string[]}
 */
function filesIn(path, leaveOut) {
  if (leaveOut.includes(path)) return [];
  const entry = statSync(join(root, path), { throwIfNoEntry: false });
  if (!entry) return [];
  if (!entry.isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesIn(`${path}/${name}`, leaveOut));
}

/**
 * @param {string} stampFile relative to the top
 * @param {string} print
 */
export function isStamped(stampFile, print) {
  try {
    return readFileSync(fromRoot(stampFile), "utf8").trim() === print;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

/**
 * @param {string} stampFile relative to the top
 * @param {string} print
 */
export function stamp(stampFile, print) {
  mkdirSync(dirname(fromRoot(stampFile)), { recursive: true });
  writeFileSync(fromRoot(stampFile), `${print}\n`);
}
