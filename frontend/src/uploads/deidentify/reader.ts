/** How a data set is written (PS3.5 A). */
export interface Encoding {
  explicit: boolean;
  littleEndian: boolean;
}

/** An element's head. */
export interface Head {
  tag: number;
  /** Empty in implicit data sets. */
  vr: string;
  /** Where the element begins, and its value. */
  start: number;
  value: number;
  /** Of the value; undefined: up to a delimiter. */
  length: number | undefined;
}

/** The data set can't be followed: nobody can say that nothing identifying is left in it. */
export class Unfollowable extends Error {}

/** The bytes end where the data set doesn't: more of the file is needed. */
export class MoreNeeded extends Error {}

export const ITEM = 0xfffee000;
export const ITEM_END = 0xfffee00d;
export const SEQUENCE_END = 0xfffee0dd;
const UNDEFINED = 0xffffffff;
const LONG = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);

/** Reads heads of elements from the beginning of a file. */
export class Reader {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  private readonly view: DataView;

  constructor(bytes: Uint8Array, encoding: Encoding) {
    this.bytes = bytes;
    this.encoding = encoding;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get end(): number {
    return this.bytes.length;
  }

  /** The head at a position. Throws MoreNeeded and Unfollowable. */
  head(start: number): Head {
    this.require(start, 8);
    const tag = this.tag(start);
    if (tag === ITEM || tag === ITEM_END || tag === SEQUENCE_END || !this.encoding.explicit) {
      return { tag, vr: "", start, value: start + 8, length: this.length(start + 4) };
    }
    const vr = String.fromCharCode(this.bytes[start + 4] ?? 0, this.bytes[start + 5] ?? 0);
    if (!/^[A-Z]{2}$/.test(vr)) throw new Unfollowable(`no value representation at ${start}`);
    if (!LONG.has(vr)) {
      const length = this.view.getUint16(start + 6, this.encoding.littleEndian);
      return { tag, vr, start, value: start + 8, length };
    }
    this.require(start, 12);
    return { tag, vr, start, value: start + 12, length: this.length(start + 8) };
  }

  /** A value's bytes. Throws MoreNeeded. */
  slice(start: number, length: number): Uint8Array {
    this.require(start, length);
    return this.bytes.subarray(start, start + length);
  }

  private tag(start: number): number {
    const { littleEndian } = this.encoding;
    return this.view.getUint16(start, littleEndian) * 0x10000 + this.view.getUint16(start + 2, littleEndian);
  }

  private length(at: number): number | undefined {
    const length = this.view.getUint32(at, this.encoding.littleEndian);
    return length === UNDEFINED ? undefined : length;
  }

  private require(start: number, length: number): void {
    if (start + length > this.bytes.length) throw new MoreNeeded();
  }
}
