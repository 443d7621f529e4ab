import { type ClutterReason, clutterByName } from "./clutter";

/** A file together with where it lay: `CD/DICOM/IM0001`. Paths use `/` and never begin with one. */
export interface PickedFile {
  path: string;
  file: File;
}

/** A file that stays where it is, with the reason. */
export interface LeftOutFile {
  path: string;
  size: number;
  /** Milliseconds since 1970, as the browser says; 0 when the file could not even be opened. */
  lastModified: number;
  reason: ClutterReason | "empty" | "unreadable";
}

/** What somebody has chosen, sorted by path, and what was left out of it. */
export interface Collection {
  files: PickedFile[];
  leftOut: LeftOutFile[];
}

/** Called now and then while folders are being walked, with the number of files found so far. */
export type FoundListener = (found: number) => void;

/** Files of an `<input type="file">`, with or without `webkitdirectory`. */
export function collectFromInput(files: Iterable<File>): Collection {
  const picked: PickedFile[] = [];
  for (const file of files) picked.push({ path: cleanPath(file.webkitRelativePath || file.name), file });
  return sorted(picked, []);
}

/**
 * What was dropped, folders walked to the bottom. Call it within the drop event: the browser empties the
 * `DataTransfer` as soon as the event is over.
 */
export function collectFromDrop(transfer: DataTransfer, onFound?: FoundListener): Promise<Collection> {
  const entries: FileSystemEntry[] = [];
  const loose: PickedFile[] = [];
  for (const item of transfer.items) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry();
    if (entry) {
      entries.push(entry);
      continue;
    }
    const file = item.getAsFile();
    if (file) loose.push({ path: cleanPath(file.name), file });
  }
  return walk(entries, loose, onFound);
}

/** Puts files in order that come from elsewhere than the disk, a ZIP say. */
export function collectFiles(files: readonly PickedFile[]): Collection {
  return sorted(
    files.map(({ path, file }) => ({ path: cleanPath(path), file })),
    [],
  );
}

async function walk(
  roots: FileSystemEntry[],
  loose: PickedFile[],
  onFound?: FoundListener,
): Promise<Collection> {
  const files = [...loose];
  const leftOut: LeftOutFile[] = [];
  const waiting = [...roots];
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    const path = cleanPath(entry.fullPath);
    try {
      if (isDirectory(entry)) waiting.push(...(await childrenOf(entry)));
      else if (isFile(entry)) files.push({ path, file: await fileOf(entry) });
    } catch (error) {
      // A scratched CD: one folder or file can't be read, the others can. It is named to the person.
      if (!(error instanceof DOMException)) throw error;
      leftOut.push({ path, size: 0, lastModified: 0, reason: "unreadable" });
    }
    onFound?.(files.length);
  }
  return sorted(files, leftOut);
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** Chromium answers at most 100 entries at a time: reading goes on until an answer is empty. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) return children;
    children.push(...batch);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}

/** The longest path that a manifest takes. */
const PATH_LENGTH = 1024;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * With `/` between its parts, none before them, in NFC (macOS takes accents apart), and without half characters, as
 * some file systems let names have: the way in which the server keeps paths, too.
 */
function cleanPath(path: string): string {
  const wellFormed = decoder.decode(encoder.encode(path));
  return wellFormed.normalize("NFC").replaceAll("\\", "/").replace(/^\/+/, "").slice(-PATH_LENGTH);
}

function sorted(files: PickedFile[], leftOut: LeftOutFile[]): Collection {
  const kept: PickedFile[] = [];
  const out = [...leftOut];
  for (const picked of files) {
    const reason = clutterByName(picked.path) ?? (picked.file.size === 0 ? "empty" : undefined);
    const { size, lastModified } = picked.file;
    if (reason) out.push({ path: picked.path, size, lastModified, reason });
    else kept.push(picked);
  }
  return { files: kept.sort(byPath), leftOut: out.sort(byPath) };
}

/** By code units, so that every browser and every language sorts alike: the plan depends on it. */
export function byPath(a: { path: string }, b: { path: string }): number {
  if (a.path < b.path) return -1;
  return a.path > b.path ? 1 : 0;
}

/**
 * One choice added to another: what is picked again under the same path replaces what was there. Two different files
 * with one path (the same folder name on two CDs) are both kept, the second under a numbered path.
 */
export function merge(first: Collection, second: Collection): Collection {
  const byKey = new Map(first.files.map((picked) => [picked.path, picked]));
  for (const picked of second.files) {
    let path = picked.path;
    for (let copy = 2; differs(byKey.get(path), picked); copy += 1) path = numbered(picked.path, copy);
    byKey.set(path, { path, file: picked.file });
  }
  const leftOut = new Map([...first.leftOut, ...second.leftOut].map((file) => [file.path, file]));
  return { files: [...byKey.values()].sort(byPath), leftOut: [...leftOut.values()].sort(byPath) };
}

function differs(there: PickedFile | undefined, picked: PickedFile): boolean {
  if (!there) return false;
  return there.file.size !== picked.file.size || there.file.lastModified !== picked.file.lastModified;
}

function numbered(path: string, copy: number): string {
  const slash = path.lastIndexOf("/");
  const dot = path.lastIndexOf(".");
  const at = dot > slash + 1 ? dot : path.length;
  return `${path.slice(0, at)} (${copy})${path.slice(at)}`;
}
