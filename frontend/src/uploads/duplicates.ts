import type { ScannedFile } from "./scan";

/**
 * Files of one choice that hold the same bytes as an earlier one (CDs often carry every image twice): their paths.
 *
 * Only files of one size that claim to be the same thing are compared, so that hardly anything has to be read whole.
 * `digest` answers a file's SHA-256 as text, or `undefined` when it can't be read.
 */
export async function findDuplicates(
  scanned: readonly ScannedFile[],
  digest: (file: File) => Promise<string | undefined>,
  signal?: AbortSignal,
): Promise<Set<string>> {
  const duplicates = new Set<string>();
  for (const candidates of suspects(scanned)) {
    const seen = new Set<string>();
    for (const { path, file } of candidates) {
      signal?.throwIfAborted();
      const hash = await digest(file);
      if (hash === undefined) continue;
      if (seen.has(hash)) duplicates.add(path);
      seen.add(hash);
    }
  }
  return duplicates;
}

function suspects(scanned: readonly ScannedFile[]): ScannedFile[][] {
  const groups = new Map<string, ScannedFile[]>();
  for (const file of scanned) {
    const key = claimOf(file);
    if (!key) continue;
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function claimOf({ path, file, result }: ScannedFile): string | undefined {
  if (result.kind === "instance") return `${file.size} ${result.header.SOPInstanceUID}`;
  if (result.kind === "other") return `${file.size} ${path.slice(path.lastIndexOf("/") + 1).toLowerCase()}`;
  return undefined;
}

/** The browser hashes only what it holds in memory. */
const HASHABLE = 256 * 1024 * 1024;

/**
 * The file's SHA-256 in hexadecimal, by the browser; `undefined` for a file that is too large to be held in memory,
 * that can't be read, or on a page without secure context, where browsers offer no hash.
 */
export async function sha256(file: Blob): Promise<string | undefined> {
  if (file.size > HASHABLE || !globalThis.isSecureContext) return undefined;
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
