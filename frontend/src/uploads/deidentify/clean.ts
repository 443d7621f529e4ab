import { hasDicomPrefix, type InstanceHeader } from "../header";
import { ascii, type CleanedSet, cleanDataSet, MoreNeeded, Unfollowable } from "./data-set";
import type { Pseudonyms } from "./pseudonyms";
import { type Encoding, type Head, ITEM, Reader, SEQUENCE_END } from "./reader";
import { elementOf, type Part, padded } from "./writer";

/** A file without who its patient is. */
export interface Cleaned {
  /** A name that tells nothing: paths on discs are often people's names. */
  path: string;
  /** Its pixels are still the picked file's own bytes, read when they are sent. */
  file: File;
  /** What was taken out and can be read: keywords with values. */
  removed: ReadonlyMap<string, string>;
}

/** Why there is nothing to send instead of a file: it can't be done with certainty, or the browser could not read it. */
export type Refusal = "cannot-deidentify" | "unreadable";

const FIRST_READ = 256 * 1024;
const GROWTH = 8;
const BIG_ENDIAN = "1.2.840.10008.1.2.2";
const EXPLICIT = "1.2.840.10008.1.2.1";
const IMPLICIT = "1.2.840.10008.1.2";
const DEFLATED = new Set(["1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95"]);
const META: Encoding = { explicit: true, littleEndian: true };
/** Filmjacket's own, from a UUID: it says who wrote the file's meta information (PS3.10 7.1). */
const IMPLEMENTATION = "2.25.302418361930126271527462512213126512845";
const PIXEL_GROUP = 0x7fe0;
/** Reports and documents in DICOM's dress: what they say is free text, so nothing would be left of them. */
const TEXTS = ["1.2.840.10008.5.1.4.1.1.88.", "1.2.840.10008.5.1.4.1.1.104."];

/**
 * Takes out of a DICOM file who its patient is, by the Basic Profile of PS3.15 E; the same file always gives the same bytes.
 * What is drawn into its pixels stays.
 */
export async function clean(
  file: File,
  header: InstanceHeader,
  pseudonyms: Pseudonyms,
): Promise<Cleaned | Refusal> {
  if (TEXTS.some((kind) => header.SOPClassUID.startsWith(kind))) return "cannot-deidentify";
  try {
    return await cleaned(file, header, pseudonyms);
  } catch (error) {
    if (error instanceof Unfollowable || error instanceof MoreNeeded) return "cannot-deidentify";
    // The disc is scratched or was taken out, or the file is gone or another one since it was picked
    if (error instanceof DOMException) return "unreadable";
    throw error;
  }
}

async function cleaned(file: File, header: InstanceHeader, pseudonyms: Pseudonyms): Promise<Cleaned> {
  const patient = await pseudonyms.patient(header);
  for (let size = FIRST_READ; ; size *= GROWTH) {
    const bytes = new Uint8Array(await file.slice(0, size).arrayBuffer());
    try {
      const { start, encoding, syntax } = begin(bytes);
      const set = cleanDataSet(bytes, start, file.size, encoding, { patient });
      return await written(file, header, set, encoding, syntax, pseudonyms);
    } catch (error) {
      if (!(error instanceof MoreNeeded) || bytes.length >= file.size) throw error;
    }
  }
}

/** Where the data set begins, how it is written, and the transfer syntax that says so. */
function begin(bytes: Uint8Array): { start: number; encoding: Encoding; syntax: string } {
  let start = hasDicomPrefix(bytes) ? 132 : 0;
  let syntax = "";
  const meta = new Reader(bytes, META);
  const isMeta = () => meta.slice(start, 2)[0] === 2 && meta.slice(start, 2)[1] === 0;
  while (isMeta()) {
    const head = meta.head(start);
    if (head.length === undefined) throw new Unfollowable("meta information without end");
    if (head.tag === 0x00020010) syntax = ascii(meta.slice(head.value, head.length));
    start = head.value + head.length;
  }
  if (DEFLATED.has(syntax)) throw new Unfollowable("deflated");
  // The bytes decide, not the transfer syntax: real files get it wrong
  const explicit = /^[A-Z]{2}$/.test(String.fromCharCode(...meta.slice(start + 4, 2)));
  const littleEndian = syntax ? syntax !== BIG_ENDIAN : meta.slice(start, 1)[0] !== 0;
  const guessed = littleEndian ? (explicit ? EXPLICIT : IMPLICIT) : BIG_ENDIAN;
  return { start, encoding: { explicit, littleEndian }, syntax: syntax || guessed };
}

async function written(
  file: File,
  header: InstanceHeader,
  { parts, pixels, removed }: CleanedSet,
  encoding: Encoding,
  syntax: string,
  pseudonyms: Pseudonyms,
): Promise<Cleaned> {
  const instance = await pseudonyms.uid(header.SOPInstanceUID);
  const bytes = await Promise.all(parts.map((part) => resolved(part, encoding, pseudonyms)));
  const whole = [
    ...metaOf(header.SOPClassUID, instance, syntax),
    ...bytes,
    await pixelsOf(file, pixels, encoding),
  ];
  return {
    path: `${instance}.dcm`,
    file: new File(whole, `${instance}.dcm`, { type: "application/dicom", lastModified: 0 }),
    removed,
  };
}

async function resolved(
  part: Part,
  encoding: Encoding,
  pseudonyms: Pseudonyms,
): Promise<Uint8Array<ArrayBuffer>> {
  if (part instanceof Uint8Array) return part;
  const uids = await Promise.all(part.uids.map((uid) => pseudonyms.uid(uid)));
  return elementOf(encoding, part.tag, "UI", padded(uids.join("\\"), "UI"));
}

/** Preamble, prefix and meta information (PS3.10 7.1), all anew: makers hide things in each of them. */
function metaOf(sopClass: string, instance: string, syntax: string): Uint8Array<ArrayBuffer>[] {
  const text = (tag: number, vr: string, value: string) => elementOf(META, tag, vr, padded(value, vr));
  const elements = [
    elementOf(META, 0x00020001, "OB", new Uint8Array([0, 1])),
    text(0x00020002, "UI", sopClass),
    text(0x00020003, "UI", instance),
    text(0x00020010, "UI", syntax),
    text(0x00020012, "UI", IMPLEMENTATION),
    text(0x00020013, "SH", "FILMJACKET"),
  ];
  const length = new Uint8Array(4);
  const size = elements.reduce((sum, element) => sum + element.length, 0);
  new DataView(length.buffer).setUint32(0, size, true);
  const start = new Uint8Array(132);
  start.set(new TextEncoder().encode("DICM"), 128);
  return [start, elementOf(META, 0x00020000, "UL", length), ...elements];
}

/** The pixels' group as it stands in the file; what comes behind it (padding, signatures) is left away. */
async function pixelsOf(file: File, start: number, encoding: Encoding): Promise<Blob> {
  let end = start;
  while (end < file.size) {
    const head = await headAt(file, end, encoding);
    if (Math.floor(head.tag / 0x10000) !== PIXEL_GROUP) break;
    end =
      head.length === undefined ? await endOfFragments(file, head.value, encoding) : head.value + head.length;
  }
  if (end > file.size) throw new Unfollowable("the pixels are cut short");
  return file.slice(start, end);
}

/** Behind the delimiter of encapsulated pixels (PS3.5 A.4). */
async function endOfFragments(file: File, start: number, encoding: Encoding): Promise<number> {
  let position = start;
  for (;;) {
    const item = await headAt(file, position, encoding);
    if (item.tag === SEQUENCE_END) return item.value;
    if (item.tag !== ITEM || item.length === undefined) throw new Unfollowable("no fragment");
    position = item.value + item.length;
  }
}

async function headAt(file: File, position: number, encoding: Encoding): Promise<Head> {
  const bytes = new Uint8Array(await file.slice(position, position + 12).arrayBuffer());
  const head = new Reader(bytes, encoding).head(0);
  return { ...head, start: position, value: position + head.value };
}
