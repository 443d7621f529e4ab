/** What a file that is no DICOM object is, told by its bytes; its name only helps where the bytes are ambiguous. */
export type FileKind = "pdf" | "image" | "video" | "office" | "text" | "archive" | "program" | "unknown";

const BEGINNINGS: ReadonlyArray<readonly [FileKind, number, readonly number[]]> = [
  ["pdf", 0, [0x25, 0x50, 0x44, 0x46]],
  ["image", 0, [0xff, 0xd8, 0xff]],
  ["image", 0, [0x89, 0x50, 0x4e, 0x47]],
  ["image", 0, [0x49, 0x49, 0x2a, 0x00]],
  ["image", 0, [0x4d, 0x4d, 0x00, 0x2a]],
  ["image", 0, [0x47, 0x49, 0x46, 0x38]],
  ["image", 8, [0x57, 0x45, 0x42, 0x50]],
  ["image", 0, [0x42, 0x4d]],
  ["video", 0, [0x1a, 0x45, 0xdf, 0xa3]],
  ["office", 0, [0xd0, 0xcf, 0x11, 0xe0]],
  ["program", 0, [0x4d, 0x5a]],
  ["program", 0, [0x7f, 0x45, 0x4c, 0x46]],
  ["program", 0, [0xca, 0xfe, 0xba, 0xbe]],
  ["archive", 0, [0x1f, 0x8b]],
  ["archive", 0, [0x52, 0x61, 0x72, 0x21]],
  ["archive", 0, [0x37, 0x7a, 0xbc, 0xaf]],
];

const OFFICE_NAMES = /\.(docx|xlsx|pptx|odt|ods|odp)$/i;
const TEXT_NAMES = /\.(txt|csv|md|rtf|xml|json|hl7|log|htm|html)$/i;

/** Tells the kind of the file `name` by its first `bytes` (some hundred are enough). */
export function sniff(bytes: Uint8Array, name: string): FileKind {
  for (const [kind, at, beginning] of BEGINNINGS) {
    if (beginning.every((byte, index) => bytes[at + index] === byte)) return kind;
  }
  if (startsWithText(bytes, 4, "ftyp"))
    return /^(hei|hev|mif|avif)/.test(text(bytes, 8, 4)) ? "image" : "video";
  if (startsWithText(bytes, 0, "PK")) return OFFICE_NAMES.test(name) ? "office" : "archive";
  if (startsWithText(bytes, 0, "{\\rtf")) return "office";
  if (TEXT_NAMES.test(name) && !bytes.subarray(0, 512).includes(0)) return "text";
  return "unknown";
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function startsWithText(bytes: Uint8Array, at: number, expected: string): boolean {
  return text(bytes, at, expected.length) === expected;
}
