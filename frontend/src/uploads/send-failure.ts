import { DetailedError } from "tus-js-client";
import { StalledError } from "./bundle-upload";
import { ApiError } from "./delivery-api";

/** What has stopped an upload, as far as it decides what to do next. */
export type Failure =
  /** No answer: the line, a closed laptop, a server that restarts. Or a file that can't be read any more. */
  | { kind: "no-answer" }
  /** The server asks for patience, or stumbled. */
  | { kind: "busy"; retryAfter: number | null }
  /** The server holds another number of bytes than we thought, or is still writing them: ask it. */
  | { kind: "out-of-step" }
  /** A proxy takes no body this large. */
  | { kind: "too-large"; error: ApiError }
  /** The server no longer knows the upload. */
  | { kind: "gone"; error: ApiError }
  /** Nothing helps but a person: session ended, link revoked, delivery closed, disk full. */
  | { kind: "refused"; error: ApiError };

/** Judges what tus-js-client or a client of ours has thrown. Throws it on if it is no failure of a request. */
export function judgeFailure(error: unknown): Failure {
  if (error instanceof StalledError) return { kind: "no-answer" };
  if (error instanceof ApiError) return judgeStatus(error);
  if (error instanceof DetailedError) return judgeStatus(apiErrorOf(error));
  throw error;
}

function judgeStatus(error: ApiError): Failure {
  const { status } = error;
  // A success that isn't tus comes from something in between: a hotel's log-in page, a proxy's apology.
  if (status < 400) return { kind: "no-answer" };
  if (status === 409 || status === 423 || status === 460) return { kind: "out-of-step" };
  if (status === 413) return { kind: "too-large", error };
  // 410 without a code is the answer to HEAD, which has no body; with another code it is the link or the delivery.
  const gone = status === 410 && (error.code === "" || error.code === "upload_gone");
  if (status === 404 || gone) return { kind: "gone", error };
  if (status === 408 || status === 425 || status === 429)
    return { kind: "busy", retryAfter: error.retryAfter };
  // 507: the disk is full, and waiting for an operator may take days; a person should know.
  if (status >= 500 && status !== 507) return { kind: "busy", retryAfter: error.retryAfter };
  return { kind: "refused", error };
}

function apiErrorOf(error: DetailedError): ApiError {
  const response = error.originalResponse;
  if (!response) return new ApiError(0, "network", "");
  const { code = "", title = "" } = problemIn(response.getBody());
  return new ApiError(response.getStatus(), code, title, retryAfterOf(response.getHeader("Retry-After")));
}

function problemIn(body: string): { code?: string; title?: string } {
  if (!body.startsWith("{")) return {};
  try {
    return JSON.parse(body) as { code?: string; title?: string };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Retry-After in milliseconds; only its form in seconds, which is the one that our server writes. */
export function retryAfterOf(header: string | null | undefined): number | null {
  return header && /^\d+$/.test(header) ? Number(header) * 1000 : null;
}

const FIRST_DELAY = 1000;
const LONGEST_DELAY = 30_000;

/** How long to wait before try number `attempt` (from 0), in milliseconds: doubling, spread by up to a quarter. */
export function backOff(attempt: number, random: () => number = Math.random): number {
  const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** attempt);
  return delay * (0.75 + random() / 4);
}
