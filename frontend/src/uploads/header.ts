import * as dicomParser from "dicom-parser";
import { decodeText } from "./charset";
import { inflatePrefix } from "./inflate-prefix";

/** What the pages show and group by. Keywords as in DICOM; absent or empty values are empty strings. */
export interface InstanceHeader {
  SOPClassUID: string;
  SOPInstanceUID: string;
  StudyInstanceUID: string;
  SeriesInstanceUID: string;
  PatientName: string;
  PatientID: string;
  IssuerOfPatientID: string;
  PatientBirthDate: string;
  StudyDate: string;
  StudyDescription: string;
  AccessionNumber: string;
  Modality: string;
  SeriesNumber: number | null;
  SeriesDescription: string;
  InstanceNumber: number | null;
  /** 1 for a single image. */
  NumberOfFrames: number;
}

/** What the first bytes of a file say about it. */
export type HeaderReading =
  | { kind: "instance"; header: InstanceHeader }
  | { kind: "dicomdir"; referenced: string[] }
  | { kind: "not-dicom" }
  /** DICOM, but a value that is needed lies behind the bytes given. */
  | { kind: "needs-more" };

type Elements = Record<string, dicomParser.Element>;

/** The file's data set as far as the bytes reach: where it lies, and how it is written. */
interface Located {
  bytes: Uint8Array;
  position: number;
  explicit: boolean;
  bigEndian: boolean;
  meta: Elements;
}

const PREAMBLE = 128;
const MEDIA_DIRECTORY = "1.2.840.10008.1.3.10";
const BIG_ENDIAN = "1.2.840.10008.1.2.2";
const DEFLATED = "1.2.840.10008.1.2.1.99";
/** (0028,0010) Rows. What lies below it is all that is read, so nothing is missing once a tag as high has been seen. */
const BEHIND_ALL_NEEDED = "x00280010";
const PIXEL_DATA = "x7fe00010";
const DIRECTORY_RECORDS = "x00041220";
const REFERENCED_FILE_ID = "x00041500";
const VALUE_REPRESENTATIONS = new Set(
  "AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV".split(
    " ",
  ),
);

/** Whether the prefix of a DICOM file stands where PS3.10 7.1 puts it. */
export function hasDicomPrefix(bytes: Uint8Array): boolean {
  return bytes.length >= PREAMBLE + 4 && ascii(bytes, PREAMBLE, 4) === "DICM";
}

/**
 * Reads a DICOM header from the first bytes of a file.
 *
 * `whole` says that `bytes` are the entire file, so that there is no more to ask for. Never throws: what can't be read
 * is not DICOM.
 */
export function readHeader(bytes: Uint8Array, whole: boolean): HeaderReading {
  const located = locate(bytes);
  if (!located) return { kind: "not-dicom" };
  const elements = readElements(located);
  const tags = Object.keys(elements);
  const complete = whole || tags.some((tag) => tag >= BEHIND_ALL_NEEDED);
  if (isDirectory(located)) {
    // The records are one long sequence that may end anywhere: only the whole file is enough.
    if (!whole) return { kind: "needs-more" };
    return { kind: "dicomdir", referenced: referencedFiles(elements, located) };
  }
  if (!complete) return { kind: "needs-more" };
  if (!hasDicomPrefix(bytes) && !looksLikeInstance(elements)) return { kind: "not-dicom" };
  return { kind: "instance", header: headerOf(elements, located) };
}

/** A file without preamble is taken for DICOM only if it names itself: any file may begin with 08 00. */
function looksLikeInstance(elements: Elements): boolean {
  return elements.x00080016 !== undefined || elements.x00080018 !== undefined;
}

function locate(bytes: Uint8Array): Located | undefined {
  const prefixed = hasDicomPrefix(bytes);
  if (!prefixed && !startsLikeDataSet(bytes)) return undefined;
  const start = prefixed ? PREAMBLE + 4 : 0;
  const meta: Elements = {};
  let position = start;
  if (groupAt(bytes, start) === 0x0002) position = readMeta(bytes, start, meta);
  const syntax = meta.x00020010 ? ascii(bytes, meta.x00020010.dataOffset, meta.x00020010.length) : "";
  let content = bytes;
  if (syntax === DEFLATED) {
    content = inflatePrefix(bytes.subarray(position));
    position = 0;
  }
  const bigEndian = syntax === BIG_ENDIAN || (!syntax && groupAt(content, position) === 0x0800);
  // The bytes decide, not the transfer syntax: real files get it wrong.
  const explicit = VALUE_REPRESENTATIONS.has(ascii(content, position + 4, 2));
  return { bytes: content, position, explicit, bigEndian, meta };
}

/** Whether bytes without preamble may be a data set: group 2 or 8 first, as PS3.5 7.1 orders them by tag. */
function startsLikeDataSet(bytes: Uint8Array): boolean {
  if (bytes.length < 16) return false;
  const group = groupAt(bytes, 0);
  if (group !== 0x0002 && group !== 0x0008 && group !== 0x0800) return false;
  if (VALUE_REPRESENTATIONS.has(ascii(bytes, 4, 2))) return true;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, group !== 0x0800);
  return length < 1024 && length % 2 === 0;
}

function readMeta(bytes: Uint8Array, start: number, meta: Elements): number {
  let position = start;
  try {
    const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, bytes, start);
    while (groupAt(bytes, stream.position) === 0x0002) {
      const element = dicomParser.readDicomElementExplicit(stream);
      meta[element.tag] = element;
      position = stream.position;
    }
  } catch {
    // A meta group that is cut short: what stands before the cut still counts. The parser throws plain strings.
    return position;
  }
  return position;
}

function readElements(located: Located): Elements {
  const parser = located.bigEndian
    ? dicomParser.bigEndianByteArrayParser
    : dicomParser.littleEndianByteArrayParser;
  const elements: Elements = {};
  // The parser fills `elements` and `warnings` alone, and its class can't be constructed through its types.
  const dataSet = { elements, warnings: [] } as unknown as dicomParser.DataSet;
  try {
    const stream = new dicomParser.ByteStream(parser, located.bytes, located.position);
    const parse = located.explicit
      ? dicomParser.parseDicomDataSetExplicit
      : dicomParser.parseDicomDataSetImplicit;
    parse(dataSet, stream, located.bytes.length, { untilTag: PIXEL_DATA });
  } catch {
    // The bytes end within an element, as a file's beginning mostly does: the elements before it have been read.
    return elements;
  }
  return elements;
}

function isDirectory(located: Located): boolean {
  const element = located.meta.x00020002;
  return (
    element !== undefined && ascii(located.bytes, element.dataOffset, element.length) === MEDIA_DIRECTORY
  );
}

function referencedFiles(elements: Elements, located: Located): string[] {
  const records = elements[DIRECTORY_RECORDS]?.items ?? [];
  const paths: string[] = [];
  for (const record of records) {
    const id = record.dataSet?.elements[REFERENCED_FILE_ID];
    // File IDs are coded strings whose components are parted by backslashes (PS3.10 8.2).
    if (id?.length)
      paths.push(
        ascii(located.bytes, id.dataOffset, id.length)
          .split("\\")
          .map((part) => part.trim())
          .join("/"),
      );
  }
  return paths;
}

function headerOf(elements: Elements, located: Located): InstanceHeader {
  const plain = (tag: string): string => {
    const element = elements[tag];
    return element ? ascii(located.bytes, element.dataOffset, element.length) : "";
  };
  const characterSet = plain("x00080005");
  const text = (tag: string): string => {
    const element = elements[tag];
    if (!element) return "";
    const value = located.bytes.subarray(element.dataOffset, element.dataOffset + element.length);
    return trimmed(decodeText(value, characterSet));
  };
  const integer = (tag: string): number | null => {
    const value = plain(tag).split("\\")[0] ?? "";
    return /^[+-]?\d+$/.test(value) ? Number.parseInt(value, 10) : null;
  };
  return {
    SOPClassUID: plain("x00080016"),
    SOPInstanceUID: plain("x00080018"),
    StudyInstanceUID: plain("x0020000d"),
    SeriesInstanceUID: plain("x0020000e"),
    PatientName: text("x00100010"),
    PatientID: text("x00100020"),
    IssuerOfPatientID: text("x00100021"),
    PatientBirthDate: plain("x00100030"),
    StudyDate: plain("x00080020"),
    StudyDescription: text("x00081030"),
    AccessionNumber: text("x00080050"),
    Modality: plain("x00080060"),
    SeriesNumber: integer("x00200011"),
    SeriesDescription: text("x0008103e"),
    InstanceNumber: integer("x00200013"),
    NumberOfFrames: Math.max(1, integer("x00280008") ?? 1),
  };
}

function groupAt(bytes: Uint8Array, position: number): number {
  return (bytes[position] ?? 0) | ((bytes[position + 1] ?? 0) << 8);
}

function ascii(bytes: Uint8Array, position: number, length: number): string {
  return trimmed(String.fromCharCode(...bytes.subarray(position, position + Math.min(length, 1024))));
}

/** Without the padding that makes DICOM values even: spaces, and NUL for UIDs. */
function trimmed(value: string): string {
  return value.replace(/[\0\s]+$/, "").replace(/^\s+/, "");
}
