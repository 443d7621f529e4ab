import { decodeText } from "../charset";
import { removedKeyword, ruleOf } from "./profile";
import {
  type Encoding,
  type Head,
  ITEM,
  ITEM_END,
  MoreNeeded,
  Reader,
  SEQUENCE_END,
  Unfollowable,
} from "./reader";
import { type Part, Writer } from "./writer";

/** A cleaned data set, as far as the pixels. */
export interface CleanedSet {
  parts: Part[];
  /** Where the first element of the pixels' group begins; the file's end if there is none. */
  pixels: number;
  /** What was taken out and can be read: keywords with values. */
  removed: Map<string, string>;
}

/** What stands in place of who the patient is, and says that it does (PS3.15 E.1.1). */
export interface Insertions {
  patient: string;
}

const CHARACTER_SET = 0x00080005;
const PIXEL_GROUP = 0x7fe0;
/** Deeper than anything real: whoever nests so wants to break something. */
const DEEPEST = 24;

/**
 * Cleans the data set that begins at `start` by the Basic Profile, as far as the pixels.
 *
 * Throws MoreNeeded if `bytes` end before the pixels, and Unfollowable.
 */
export function cleanDataSet(
  bytes: Uint8Array,
  start: number,
  fileSize: number,
  encoding: Encoding,
  insertions: Insertions,
): CleanedSet {
  const reader = new Reader(bytes, encoding);
  const writer = new Writer(encoding);
  const removed = new Map<string, string>();
  const pending = insertionsIn(writer, insertions);
  const own = new Set(pending.map(([tag]) => tag));
  let characterSet = "";
  let position = start;
  while (position < fileSize) {
    const head = reader.head(position);
    if (group(head.tag) >= PIXEL_GROUP) break;
    for (let next = pending[0]; next && next[0] < head.tag; next = pending[0]) {
      next[1]();
      pending.shift();
    }
    if (head.tag === CHARACTER_SET && head.length !== undefined)
      characterSet = ascii(reader.slice(head.value, head.length));
    note(reader, head, characterSet, removed);
    position = own.has(head.tag) ? skip(reader, head, 0) : cleanElement(reader, head, writer, 0);
  }
  if (position > fileSize) throw new Unfollowable("the last element is cut short");
  for (const [, insert] of pending) insert();
  return { parts: writer.parts, pixels: position, removed };
}

/** Writes what may stay of an element; gives where the next one begins. */
function cleanElement(reader: Reader, head: Head, writer: Writer, depth: number): number {
  const rule = isStandard(head.tag) ? ruleOf(head.tag) : undefined;
  if (!rule) return skip(reader, head, depth);
  if (head.vr === "SQ" || (head.vr === "" && rule.vr === "SQ")) {
    if (rule.action === "K" || rule.action === "U") return cleanSequence(reader, head, writer, depth);
    writer.element(head.tag, "SQ", new Uint8Array(0));
    return skip(reader, head, depth);
  }
  // What is hidden in unknown bytes, or is a sequence where none should be, can't be looked through
  if (head.length === undefined || (head.vr === "UN" && rule.vr === "SQ")) return skip(reader, head, depth);
  const value = reader.slice(head.value, head.length);
  const end = head.value + head.length;
  if (rule.action === "K") writer.copy(reader.slice(head.start, end - head.start));
  else if (rule.action === "Z") writer.element(head.tag, head.vr || rule.vr, new Uint8Array(0));
  else if (rule.action === "U") writer.uids(head.tag, ascii(value).split("\\"));
  else writeDummy(writer, head.tag, head.vr || rule.vr, value);
  return end;
}

function cleanSequence(reader: Reader, head: Head, writer: Writer, depth: number): number {
  if (depth > DEEPEST) throw new Unfollowable("nested too deeply");
  const end = head.length === undefined ? Number.POSITIVE_INFINITY : head.value + head.length;
  let position = head.value;
  writer.beginSequence(head.tag);
  while (position < end) {
    const item = reader.head(position);
    position = item.value;
    if (item.tag === SEQUENCE_END && head.length === undefined) break;
    if (item.tag !== ITEM) throw new Unfollowable(`no item at ${item.start}`);
    const itemEnd = item.length === undefined ? Number.POSITIVE_INFINITY : item.value + item.length;
    writer.beginItem();
    while (position < itemEnd) {
      const element = reader.head(position);
      if (element.tag === ITEM_END && item.length === undefined) {
        position = element.value;
        break;
      }
      position = cleanElement(reader, element, writer, depth + 1);
    }
    if (position > itemEnd && item.length !== undefined) throw new Unfollowable("an item overflows");
    writer.endItem();
  }
  if (position > end && head.length !== undefined) throw new Unfollowable("a sequence overflows");
  writer.endSequence();
  return position;
}

/** Where the element after this one begins. */
function skip(reader: Reader, head: Head, depth: number): number {
  if (head.length !== undefined) return head.value + head.length;
  if (depth > DEEPEST) throw new Unfollowable("nested too deeply");
  // Of unknown representation: written as implicit data sets are (PS3.5 6.2.2)
  const within =
    head.vr === "UN" ? new Reader(reader.bytes, { explicit: false, littleEndian: true }) : reader;
  let position = head.value;
  for (;;) {
    const item = within.head(position);
    position = item.value;
    if (item.tag === SEQUENCE_END) return position;
    if (item.tag !== ITEM) throw new Unfollowable(`no item at ${item.start}`);
    if (item.length !== undefined) {
      position += item.length;
      continue;
    }
    for (;;) {
      const element = within.head(position);
      if (element.tag === ITEM_END) {
        position = element.value;
        break;
      }
      position = skip(within, element, depth + 1);
    }
  }
}

const DUMMIES: Readonly<Record<string, string>> = {
  DA: "19000101",
  DT: "19000101000000",
  TM: "000000",
  AS: "000Y",
  IS: "0",
  DS: "0",
};
const BINARY = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "UN", "AT"]);
const NUMBERS = new Set(["US", "SS", "UL", "SL", "FL", "FD", "SV", "UV"]);

function writeDummy(writer: Writer, tag: number, vr: string, value: Uint8Array): void {
  if (vr === "UI") writer.uids(tag, ascii(value).split("\\"));
  else if (NUMBERS.has(vr)) writer.element(tag, vr, new Uint8Array(value.length));
  else if (BINARY.has(vr)) writer.element(tag, vr, new Uint8Array(2));
  else writer.text(tag, vr, DUMMIES[vr] ?? "REMOVED");
}

/** What is written whatever the file says, each under its tag. */
function insertionsIn(writer: Writer, { patient }: Insertions): [tag: number, insert: () => void][] {
  const text = (tag: number, vr: string, value: string): [number, () => void] => [
    tag,
    () => writer.text(tag, vr, value),
  ];
  return [
    text(0x00100010, "PN", patient),
    text(0x00100020, "LO", patient),
    text(0x00120062, "CS", "YES"),
    text(0x00120063, "LO", "Filmjacket: PS3.15 Basic Profile"),
    [
      0x00120064,
      () => {
        writer.beginSequence(0x00120064);
        writer.beginItem();
        writer.text(0x00080100, "SH", "113100");
        writer.text(0x00080102, "SH", "DCM");
        writer.text(0x00080104, "LO", "Basic Application Confidentiality Profile");
        writer.endItem();
        writer.endSequence();
      },
    ],
    text(0x00280303, "CS", "REMOVED"),
  ];
}

function note(reader: Reader, head: Head, characterSet: string, removed: Map<string, string>): void {
  const keyword = removedKeyword(head.tag);
  if (keyword === undefined || !head.length) return;
  const value = decodeText(reader.slice(head.value, Math.min(head.length, 200)), characterSet);
  const shown = value.replace(/[\0\s]+$/, "").trim();
  if (shown) removed.set(keyword, shown);
}

/** Private groups are odd, curves and overlays have whole groups of their own; all are removed. */
function isStandard(tag: number): boolean {
  return group(tag) % 2 === 0;
}

function group(tag: number): number {
  return Math.floor(tag / 0x10000);
}

const latin = new TextDecoder("latin1");

export function ascii(bytes: Uint8Array): string {
  return latin.decode(bytes).replace(/[\0\s]+$/, "");
}

export { MoreNeeded, Unfollowable };
