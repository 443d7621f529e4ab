/**
 * What a file that is no DICOM object is, told by its bytes; its name is asked only where bytes can't tell. The server
 * judges alike when the file arrives (backend/intake/sniff.py), and has the last word.
 */
export type FileKind =
  | "pdf"
  | "image"
  | "video"
  | "office"
  | "text"
  | "web-page"
  | "archive"
  | "program"
  | "unknown";

const BEGINNINGS: ReadonlyArray<readonly [FileKind, readonly number[]]> = [
  ["image", [0xff, 0xd8, 0xff]],
  ["image", [0x89, 0x50, 0x4e, 0x47]],
  ["image", [0x49, 0x49, 0x2a, 0x00]],
  ["image", [0x4d, 0x4d, 0x00, 0x2a]],
  ["image", [0x49, 0x49, 0x2b, 0x00]],
  ["image", [0x4d, 0x4d, 0x00, 0x2b]],
  ["image", [0x47, 0x49, 0x46, 0x38]],
  ["office", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ["program", [0x4d, 0x5a]],
  ["program", [0x7f, 0x45, 0x4c, 0x46]],
  ["program", [0x23, 0x21]],
  ["program", [0xca, 0xfe, 0xba, 0xbe]],
  ["program", [0xcf, 0xfa, 0xed, 0xfe]],
  ["archive", [0x1f, 0x8b]],
  ["archive", [0x42, 0x5a, 0x68]],
  ["archive", [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ["archive", [0x28, 0xb5, 0x2f, 0xfd]],
  ["archive", [0x52, 0x61, 0x72, 0x21]],
  ["archive", [0x37, 0x7a, 0xbc, 0xaf]],
];

/** Office documents are ZIP files; a look inside is the server's. */
const OFFICE_NAMES = /\.(docx|xlsx|pptx|odt|ods|odp)$/i;
const MARKUP = /<(!doctype\s+html|html|head|body|script|iframe|svg|[a-z]+:html|[a-z]+:svg)[\s>/]/i;
/** Bytes that no text has: control characters other than tabs, line ends, and HL7's frames. */
const BINARY = new Set(
  [...Array(32).keys()].filter((code) => ![9, 10, 11, 12, 13, 0x1a, 0x1b, 0x1c, 0x1d].includes(code)),
);
const TEXT_LOOK = 4096;

/** Tells the kind of the file `name` by its first `bytes` (some thousand are enough). */
export function sniff(bytes: Uint8Array, name: string): FileKind {
  for (const [kind, beginning] of BEGINNINGS) {
    if (beginning.every((byte, index) => bytes[index] === byte)) return kind;
  }
  if (text(bytes, 0, 1024).includes("%PDF-")) return "pdf";
  if (text(bytes, 0, 4) === "RIFF" && text(bytes, 8, 4) === "WEBP") return "image";
  if (text(bytes, 4, 4) === "ftyp")
    return /^(hei|hev|mif|msf|avif)/.test(text(bytes, 8, 4)) ? "image" : "video";
  if (text(bytes, 0, 2) === "PK") return OFFICE_NAMES.test(name) ? "office" : "archive";
  return asText(bytes);
}

function asText(bytes: Uint8Array): FileKind {
  const look = bytes.subarray(0, TEXT_LOOK);
  if (look.length === 0 || look.some((byte) => BINARY.has(byte))) return "unknown";
  return MARKUP.test(text(look, 0, look.length)) ? "web-page" : "text";
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
