/**
 * What sending needs of the server, spoken by the guest's client and by the app's, each with its own paths and cookies.
 * The shapes are those of the deliveries' operations in openapi.json.
 */

export type FileState =
  | "declared"
  | "uploading"
  | "received"
  | "filed"
  | "conflict"
  | "duplicate"
  | "refused"
  | "left_out"
  | "unsent";

/** A file as it is told to the manifest. `left_out` is the reason why it stays where it is, if it does. */
export interface DeclaredFile {
  path: string;
  size: number;
  last_modified: number;
  left_out: string | null;
}

/** A line of the manifest: `position` is its place in it. */
export interface ManifestLine {
  position: number;
  path: string;
  size: number;
  last_modified: number;
  state: FileState;
}

/** An upload that the delivery knows. `members` are positions, for instance `0-41,50`. */
export interface KnownUpload {
  url: string;
  members: string;
  length: number;
  offset: number;
  finished: boolean;
}

/** The operations on one open delivery. All of them reject with an `ApiError`. */
export interface DeliveryApi {
  /** Where tus uploads are created. */
  readonly uploadsUrl: string;
  /** What every request carries besides the cookie. */
  readonly headers: Record<string, string>;
  /** Adds files to the manifest; a file that is in it already is not added again. Answers their lines, in order. */
  declare(files: DeclaredFile[], signal: AbortSignal): Promise<ManifestLine[]>;
  /** Which uploads there are, and how far they are. */
  plan(signal: AbortSignal): Promise<KnownUpload[]>;
}

/** The server's answer to a request that failed, or that there was none. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    /** The HTTP status, or 0 when there was no answer. */
    readonly status: number,
    /** A stable word for programs (`link_expired`), or `network`. */
    readonly code: string,
    /** A sentence for a person, in the page's language; empty when there was no answer. */
    message: string,
    /** How long to wait before the next try, in milliseconds, when the server says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

/** Positions as the server writes them: `[0, 1, 2, 7]` is `0-2,7`. */
export function writePositions(positions: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const position of positions) {
    const last = ranges.at(-1);
    if (last && position === last[1] + 1) last[1] = position;
    else ranges.push([position, position]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

/** The positions in `0-2,7`, in the order in which their bytes follow one another. */
export function readPositions(text: string): number[] {
  const positions: number[] = [];
  for (const range of text.split(",").filter(Boolean)) {
    const [first = Number.NaN, last = first] = range.split("-").map(Number);
    for (let position = first; position <= last; position += 1) positions.push(position);
  }
  return positions;
}
