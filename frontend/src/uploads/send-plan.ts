import type { DeclaredFile, DeliveryApi, KnownUpload, ManifestLine } from "./delivery-api";
import { readPositions } from "./delivery-api";
import { type FileToSend, planBundles } from "./plan";

/** A file of the manifest that is to be sent. */
export interface Member extends FileToSend {
  position: number;
}

/** Files that travel in one upload, and how far it is. */
export interface OpenBundle {
  members: Member[];
  size: number;
  /** `null` until the server has created the upload. */
  url: string | null;
  /** Bytes that have gone, as far as is known. */
  sent: number;
  /** How often these files were bundled anew already. */
  tries: number;
}

/** What is left to do for a delivery, and what is done already. */
export interface SendPlan {
  bundles: OpenBundle[];
  /** Files that the server holds whole. */
  settled: FileToSend[];
  /** Uploads begun by an earlier visit that can't go on, because some of their files are not here: to be taken back. */
  abandoned: KnownUpload[];
}

const LINES_AT_ONCE = 2000;
const PLACED = new Set<ManifestLine["state"]>(["declared", "uploading", "unsent"]);

/** Tells the server the manifest, in portions. Answers the lines of `files`, in their order. */
export async function declareAll(
  api: DeliveryApi,
  files: readonly FileToSend[],
  leftOut: readonly DeclaredFile[],
  signal: AbortSignal,
): Promise<ManifestLine[]> {
  const declared: DeclaredFile[] = [
    ...files.map(({ path, size, lastModified }) => ({
      path,
      size,
      last_modified: lastModified,
      left_out: null,
    })),
    ...leftOut,
  ];
  const lines: ManifestLine[] = [];
  for (let at = 0; at < declared.length; at += LINES_AT_ONCE) {
    lines.push(...(await api.declare(declared.slice(at, at + LINES_AT_ONCE), signal)));
  }
  return lines.slice(0, files.length);
}

/**
 * Puts together what was picked and what the server knows: goes on with uploads that an earlier visit has begun, and
 * bundles the rest anew.
 */
export function planSending(
  files: readonly FileToSend[],
  lines: readonly ManifestLine[],
  known: readonly KnownUpload[],
): SendPlan {
  const open = new Map<number, Member>();
  const settled: FileToSend[] = [];
  for (const [index, file] of files.entries()) {
    const line = lines[index];
    if (!line) throw new Error(`the server did not answer for file ${index} of the manifest`);
    if (PLACED.has(line.state)) open.set(line.position, { ...file, position: line.position });
    else settled.push(file);
  }
  const resumed: OpenBundle[] = [];
  const abandoned: KnownUpload[] = [];
  for (const upload of known) {
    if (upload.finished) continue;
    const positions = readPositions(upload.members);
    const members = positions.map((position) => open.get(position)).filter((member) => member !== undefined);
    if (members.length === positions.length && members.length > 0) {
      resumed.push({ members, size: upload.length, url: upload.url, sent: upload.offset, tries: 0 });
      for (const position of positions) open.delete(position);
    } else if (members.length > 0) abandoned.push(upload);
  }
  return { bundles: [...resumed, ...bundleUp([...open.values()])], settled, abandoned };
}

/** New bundles for members that no upload holds. */
export function bundleUp(members: readonly Member[]): OpenBundle[] {
  const bundles = planBundles(members);
  return bundles.map((bundle) => ({
    members: bundle.members.map((index) => members[index]).filter((member) => member !== undefined),
    size: bundle.size,
    url: null,
    sent: 0,
    tries: 0,
  }));
}
