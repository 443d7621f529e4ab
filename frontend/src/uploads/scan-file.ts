import { type HeaderReading, hasDicomPrefix, type InstanceHeader, readHeader } from "./header";
import { type FileKind, sniff } from "./sniff";

/** What reading a file's beginning has told. */
export type ScanResult =
  | { kind: "instance"; header: InstanceHeader }
  | { kind: "dicomdir"; referenced: string[] }
  | { kind: "other"; type: FileKind }
  /** The browser could not read it: gone, changed since it was picked, or a scratched CD. */
  | { kind: "unreadable" };

const FIRST_READ = 64 * 1024;
/** A header larger than this is no header: what was found below it has to do. */
const LAST_READ = 64 * 1024 * 1024;
const GROWTH = 8;

/** Reads as much of `file` as it takes to say what it is. */
export async function scanFile(file: File): Promise<ScanResult> {
  try {
    return await scanReadable(file);
  } catch (error) {
    if (error instanceof DOMException) return { kind: "unreadable" };
    throw error;
  }
}

async function scanReadable(file: File): Promise<ScanResult> {
  let bytes = await beginning(file, FIRST_READ);
  let reading = readBytes(bytes, file);
  for (let size = FIRST_READ * GROWTH; reading.kind === "needs-more"; size *= GROWTH) {
    bytes = await beginning(file, size);
    reading = readHeader(bytes, bytes.length === file.size || size >= LAST_READ);
  }
  if (reading.kind === "not-dicom") return { kind: "other", type: sniff(bytes, file.name) };
  return reading;
}

/** DICM at byte 128 is asked first: some DICOM files begin like a TIFF. */
function readBytes(bytes: Uint8Array, file: File): HeaderReading {
  if (!hasDicomPrefix(bytes) && sniff(bytes, file.name) !== "unknown") return { kind: "not-dicom" };
  return readHeader(bytes, bytes.length === file.size);
}

async function beginning(file: File, size: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, size).arrayBuffer());
}
