import { DetailedError, type HttpStack, Upload, type UploadOptions } from "tus-js-client";

/** One attempt to bring a bundle's bytes to the server. */
export interface BundleAttempt {
  /** The members' bytes, one after another. */
  blob: Blob;
  /** Where the upload is, when it exists already: its offset is asked for first. */
  url: string | null;
  /** Where it is created otherwise. */
  endpoint: string;
  metadata: Record<string, string>;
  headers: Record<string, string>;
  chunkSize: number;
  /** Other than the browser's own XMLHttpRequest, in tests and for compression. */
  httpStack?: HttpStack;
  signal: AbortSignal;
  onUrl(url: string): void;
  /** `bytes` of the bundle have left this computer; `accepted` says that the server has confirmed them. */
  onProgress(bytes: number, accepted: boolean): void;
}

/** A connection that moves nothing for so long is dead, though the browser may not know it (sleep, another Wi-Fi). */
const STALLED = 60_000;
const WITH_CREATION = 1024 * 1024;

/** Small bundles travel with the request that creates them: one round trip instead of two. */
export function travelsWithCreation(size: number, chunkSize: number): boolean {
  return size <= Math.min(WITH_CREATION, chunkSize);
}

/**
 * Sends until the bundle is whole. Rejects with tus-js-client's `DetailedError`, or with the signal's reason.
 *
 * tus-js-client's own retries are off: what to do after a failure is decided by `send.ts`, which sees all bundles.
 */
export function uploadBundle(attempt: BundleAttempt): Promise<void> {
  const { blob, signal } = attempt;
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const finish = (settle: () => void): void => {
      clearTimeout(stalled);
      signal.removeEventListener("abort", onAbort);
      settle();
    };
    const stop = (reason: unknown): void => {
      // The request is given up either way; whether the browser minds doesn't matter any more.
      void upload.abort().finally(() => finish(() => reject(reason)));
    };
    const onAbort = (): void => stop(signal.reason);
    const watch = (): void => {
      clearTimeout(stalled);
      stalled = setTimeout(() => stop(new StalledError()), STALLED);
    };
    const options: UploadOptions = {
      endpoint: attempt.url ? null : attempt.endpoint,
      uploadUrl: attempt.url,
      metadata: attempt.metadata,
      headers: attempt.headers,
      chunkSize: attempt.chunkSize,
      uploadDataDuringCreation: travelsWithCreation(blob.size, attempt.chunkSize),
      retryDelays: null,
      storeFingerprintForResuming: false,
      fingerprint: () => Promise.resolve(""),
      fileReader: { openFile: openBlob },
      onUploadUrlAvailable: () => {
        if (upload.url) attempt.onUrl(upload.url);
      },
      onProgress: (bytes) => {
        watch();
        attempt.onProgress(bytes, false);
      },
      onChunkComplete: (_chunk, accepted) => {
        watch();
        attempt.onProgress(accepted, true);
      },
      onSuccess: () => finish(resolve),
      onError: (error) => finish(() => reject(error)),
    };
    if (attempt.httpStack) options.httpStack = attempt.httpStack;
    const upload = new Upload(blob, options);
    signal.addEventListener("abort", onAbort);
    watch();
    upload.start();
  });
}

/** A request that moved nothing for a minute. */
export class StalledError extends Error {
  override readonly name = "StalledError";
}

/** Slices of a Blob cost nothing: its bytes stay on the disk until they are sent. */
function openBlob(blob: Blob): ReturnType<NonNullable<UploadOptions["fileReader"]>["openFile"]> {
  return Promise.resolve({
    size: blob.size,
    slice: (start: number, end: number) =>
      Promise.resolve({ value: blob.slice(start, end), done: end >= blob.size }),
    close() {},
  });
}

/**
 * Takes an unfinished upload back; one that the server no longer knows counts as taken back. Answers false when it is
 * complete already.
 */
export async function terminateUpload(
  url: string,
  headers: Record<string, string>,
  httpStack?: HttpStack,
): Promise<boolean> {
  try {
    await Upload.terminate(url, { headers, retryDelays: [], ...(httpStack ? { httpStack } : {}) });
    return true;
  } catch (error) {
    const status = error instanceof DetailedError ? error.originalResponse?.getStatus() : undefined;
    if (status === 404 || status === 410) return true;
    if (status === 409) return false;
    throw error;
  }
}
