import { type Encoding, ITEM, ITEM_END, SEQUENCE_END } from "./reader";

const UNDEFINED = 0xffffffff;
const LONG = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);

/** Bytes, or UIDs whose successors are not worked out yet. */
export type Part = Uint8Array<ArrayBuffer> | { tag: number; uids: string[] };

/** Gathers elements in the encoding of the data set that they come from. */
export class Writer {
  readonly parts: Part[] = [];
  readonly encoding: Encoding;

  constructor(encoding: Encoding) {
    this.encoding = encoding;
  }

  copy(bytes: Uint8Array): void {
    this.parts.push(new Uint8Array(bytes));
  }

  element(tag: number, vr: string, value: Uint8Array): void {
    this.parts.push(elementOf(this.encoding, tag, vr, value));
  }

  text(tag: number, vr: string, value: string): void {
    this.element(tag, vr, padded(value, vr));
  }

  uids(tag: number, uids: string[]): void {
    this.parts.push({ tag, uids });
  }

  beginSequence(tag: number): void {
    this.parts.push(headOf(this.encoding, tag, "SQ", UNDEFINED));
  }

  beginItem(): void {
    this.parts.push(delimiter(this.encoding, ITEM, UNDEFINED));
  }

  endItem(): void {
    this.parts.push(delimiter(this.encoding, ITEM_END, 0));
  }

  endSequence(): void {
    this.parts.push(delimiter(this.encoding, SEQUENCE_END, 0));
  }
}

/** A whole element; its value has an even length. */
export function elementOf(
  encoding: Encoding,
  tag: number,
  vr: string,
  value: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const head = headOf(encoding, tag, vr, value.length);
  const whole = new Uint8Array(head.length + value.length);
  whole.set(head);
  whole.set(value, head.length);
  return whole;
}

/** Text as a value, of even length (PS3.5 6.2): UIDs end with a NUL, all else with a space. */
export function padded(value: string, vr: string): Uint8Array {
  const even = value.length % 2 === 0 ? value : value + (vr === "UI" ? "\0" : " ");
  return new TextEncoder().encode(even);
}

function headOf(
  { explicit, littleEndian }: Encoding,
  tag: number,
  vr: string,
  length: number,
): Uint8Array<ArrayBuffer> {
  const isLong = explicit && LONG.has(vr);
  const bytes = new Uint8Array(isLong ? 12 : 8);
  const view = new DataView(bytes.buffer);
  putTag(view, tag, littleEndian);
  if (!explicit) {
    view.setUint32(4, length, littleEndian);
    return bytes;
  }
  bytes[4] = vr.charCodeAt(0);
  bytes[5] = vr.charCodeAt(1);
  if (isLong) view.setUint32(8, length, littleEndian);
  else view.setUint16(6, length, littleEndian);
  return bytes;
}

function delimiter({ littleEndian }: Encoding, tag: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  putTag(view, tag, littleEndian);
  view.setUint32(4, length, littleEndian);
  return bytes;
}

function putTag(view: DataView, tag: number, littleEndian: boolean): void {
  view.setUint16(0, Math.floor(tag / 0x10000), littleEndian);
  view.setUint16(2, tag % 0x10000, littleEndian);
}
