import type { Collection, LeftOutFile, PickedFile } from "./collect";

/**
 * Files within a ZIP, without reading it whole: its directory says where each one lies (APPNOTE.TXT 4.3). What is stored
 * stays on the disk; what is deflated goes through the browser's own decompressor.
 */

/** One file in the archive's directory. */
interface Entry {
  name: string;
  encrypted: boolean;
  method: number;
  compressedSize: number;
  size: number;
  headerOffset: number;
  lastModified: number;
}

const STORED = 0;
const DEFLATED = 8;
const END_OF_DIRECTORY = 0x06054b50;
const END_OF_DIRECTORY_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const LONGEST_END = 22 + 65_535;
/** What is unpacked has to lie somewhere meanwhile; beyond this a person unpacks it on the disk. */
const UNPACKED_MOST = 4 * 1024 ** 3;
const ENTRIES_MOST = 100_000;

/** Not a ZIP that can be unpacked here: encrypted, damaged, too large, or packed in a way that browsers don't know. */
export class NotUnpackable extends Error {
  override readonly name = "NotUnpackable";
}

/** Whether a picked file should be looked into: office documents are ZIPs as well, but they stay whole. */
export function isZip(picked: PickedFile): boolean {
  return /\.zip$/i.test(picked.path);
}

/**
 * A choice with its ZIPs replaced by what is in them, below a folder of the ZIP's name. A ZIP that can't be unpacked
 * stays as it is, and will be left out with that reason later.
 */
export async function unpackZips(
  collection: Collection,
  collect: (files: PickedFile[]) => Collection,
  signal: AbortSignal,
): Promise<Collection> {
  if (!collection.files.some(isZip)) return collection;
  const files: PickedFile[] = [];
  const leftOut: LeftOutFile[] = [...collection.leftOut];
  for (const picked of collection.files) {
    const unpacked = isZip(picked) ? await unpackOne(picked, signal) : undefined;
    if (!unpacked) {
      files.push(picked);
      continue;
    }
    const sorted = collect(unpacked);
    files.push(...sorted.files);
    leftOut.push(...sorted.leftOut);
  }
  return { files, leftOut };
}

async function unpackOne(picked: PickedFile, signal: AbortSignal): Promise<PickedFile[] | undefined> {
  try {
    return await filesInZip(picked, signal);
  } catch (error) {
    if (error instanceof NotUnpackable || (error instanceof DOMException && !signal.aborted))
      return undefined;
    throw error;
  }
}

/** Every file in a ZIP. Raises NotUnpackable, and the signal's reason. */
export async function filesInZip(zip: PickedFile, signal: AbortSignal): Promise<PickedFile[]> {
  const entries = await readDirectory(zip.file);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > UNPACKED_MOST || entries.length > ENTRIES_MOST) throw new NotUnpackable("too large");
  const files: PickedFile[] = [];
  for (const entry of entries) {
    signal.throwIfAborted();
    if (entry.name.endsWith("/")) continue;
    const name = entry.name.slice(entry.name.lastIndexOf("/") + 1);
    const file = new File([await contentOf(zip.file, entry)], name, { lastModified: entry.lastModified });
    files.push({ path: `${zip.path}/${entry.name.replaceAll("\\", "/")}`, file });
  }
  return files;
}

async function contentOf(zip: Blob, entry: Entry): Promise<Blob> {
  if (entry.encrypted || (entry.method !== STORED && entry.method !== DEFLATED)) {
    throw new NotUnpackable("encrypted, or an unknown method");
  }
  const header = await view(zip, entry.headerOffset, 30);
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL_HEADER)
    throw new NotUnpackable("damaged");
  const start = entry.headerOffset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = zip.slice(start, start + entry.compressedSize);
  const content = entry.method === STORED ? packed : await inflated(packed, entry.size);
  if (content.size !== entry.size) throw new NotUnpackable("damaged");
  return content;
}

/** Stops as soon as more comes out than the directory says, so that no bomb goes off. */
async function inflated(packed: Blob, size: number): Promise<Blob> {
  const reader = packed.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > size) throw new NotUnpackable("damaged");
      parts.push(part.value);
    }
  } catch (error) {
    // A file that can't be read is a DOMException; what the decompressor throws is its own affair.
    if (error instanceof NotUnpackable || error instanceof DOMException) throw error;
    throw new NotUnpackable("damaged", { cause: error });
  }
  return new Blob(parts);
}

async function readDirectory(zip: Blob): Promise<Entry[]> {
  const { offset, size, count } = await findDirectory(zip);
  if (offset + size > zip.size) throw new NotUnpackable("damaged");
  const directory = await view(zip, offset, size);
  const entries: Entry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== DIRECTORY_ENTRY) {
      throw new NotUnpackable("damaged");
    }
    const nameLength = directory.getUint16(at + 28, true);
    const extraLength = directory.getUint16(at + 30, true);
    if (at + 46 + nameLength + extraLength > directory.byteLength) throw new NotUnpackable("damaged");
    entries.push(readEntry(directory, at, nameLength, extraLength));
    at += 46 + nameLength + extraLength + directory.getUint16(at + 32, true);
  }
  return entries;
}

async function findDirectory(zip: Blob): Promise<{ offset: number; size: number; count: number }> {
  const tailStart = Math.max(0, zip.size - LONGEST_END);
  const tail = await view(zip, tailStart, zip.size - tailStart);
  for (let at = tail.byteLength - 22; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END_OF_DIRECTORY) continue;
    const large = at >= 20 && tail.getUint32(at - 20, true) === LOCATOR_64;
    if (large) return directory64(zip, Number(tail.getBigUint64(at - 12, true)));
    return {
      count: tail.getUint16(at + 10, true),
      size: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
  }
  throw new NotUnpackable("no directory");
}

async function directory64(zip: Blob, at: number): Promise<{ offset: number; size: number; count: number }> {
  if (at + 56 > zip.size) throw new NotUnpackable("damaged");
  const end = await view(zip, at, 56);
  if (end.getUint32(0, true) !== END_OF_DIRECTORY_64) throw new NotUnpackable("damaged");
  return {
    count: Number(end.getBigUint64(32, true)),
    size: Number(end.getBigUint64(40, true)),
    offset: Number(end.getBigUint64(48, true)),
  };
}

function readEntry(directory: DataView, at: number, nameLength: number, extraLength: number): Entry {
  const flags = directory.getUint16(at + 8, true);
  const name = new Uint8Array(directory.buffer, directory.byteOffset + at + 46, nameLength);
  const entry: Entry = {
    name: nameOf(name),
    encrypted: (flags & 1) !== 0,
    method: directory.getUint16(at + 10, true),
    lastModified: timeOf(directory.getUint16(at + 14, true), directory.getUint16(at + 12, true)),
    compressedSize: directory.getUint32(at + 20, true),
    size: directory.getUint32(at + 24, true),
    headerOffset: directory.getUint32(at + 42, true),
  };
  return withLargeSizes(entry, directory, at + 46 + nameLength, extraLength);
}

/** ZIP64 (4.5.3): values that do not fit stand in an extra field, in this order, and only those. */
function withLargeSizes(entry: Entry, directory: DataView, start: number, length: number): Entry {
  for (let at = start; at + 4 <= start + length; ) {
    const size = directory.getUint16(at + 2, true);
    if (directory.getUint16(at, true) === 0x0001) {
      let value = at + 4;
      const next = (short: number): number => {
        if (short !== 0xffffffff || value + 8 > at + 4 + size) return short;
        value += 8;
        return Number(directory.getBigUint64(value - 8, true));
      };
      const full = next(entry.size);
      const compressed = next(entry.compressedSize);
      return { ...entry, size: full, compressedSize: compressed, headerOffset: next(entry.headerOffset) };
    }
    at += 4 + size;
  }
  return entry;
}

/** UTF-8 if it is that, whatever the flag says; else the old code page as far as Latin-1 goes. */
function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder("iso-8859-1").decode(bytes);
  }
}

/** MS-DOS date and time (4.4.6) in two-second steps; taken as UTC, so that every computer reads the same. */
function timeOf(date: number, time: number): number {
  const value = Date.UTC(
    1980 + (date >> 9),
    ((date >> 5) & 15) - 1,
    date & 31,
    time >> 11,
    (time >> 5) & 63,
    (time & 31) * 2,
  );
  return Math.max(0, value);
}

async function view(zip: Blob, at: number, length: number): Promise<DataView> {
  return new DataView(await zip.slice(at, at + length).arrayBuffer());
}
