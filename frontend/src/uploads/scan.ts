import type { PickedFile } from "./collect";
import type { ScanResult } from "./scan-file";
import type { ScanAnswer, ScanRequest } from "./scan-protocol";

/** A picked file and what it turned out to be. */
export interface ScannedFile extends PickedFile {
  result: ScanResult;
}

/** The part of a Worker that scanning uses. */
export interface ScanPort {
  postMessage(message: ScanRequest): void;
  addEventListener(type: "message", listener: (event: MessageEvent<ScanAnswer>) => void): void;
  addEventListener(type: "error", listener: (event: ErrorEvent) => void): void;
  terminate(): void;
}

export interface ScanOptions {
  onProgress?: (scanned: number, total: number) => void;
  signal?: AbortSignal;
  /** How a worker is started; tests give their own. */
  startWorker?: () => ScanPort;
}

/** The browser copies the files' handles on the page's own thread: small batches keep each task short. */
const BATCH = 200;
/** One batch is read while the next one waits in the worker, so that it never idles. */
const BATCHES_AHEAD = 2;

function startScanWorker(): ScanPort {
  return new Worker(new URL("./scan.worker.ts", import.meta.url), { type: "module" });
}

/**
 * Reads the headers of `files` in a worker. Answers one result for each file, in their order.
 *
 * Rejects with the signal's reason when it is aborted, and with an Error when the worker can't run.
 */
export function scanFiles(files: readonly PickedFile[], options: ScanOptions = {}): Promise<ScannedFile[]> {
  const { onProgress, signal, startWorker = startScanWorker } = options;
  if (files.length === 0) return Promise.resolve([]);
  return new Promise<ScannedFile[]>((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const port = startWorker();
    const scanned: ScannedFile[] = new Array(files.length);
    let asked = 0;
    let answered = 0;

    const end = (settle: () => void): void => {
      port.terminate();
      signal?.removeEventListener("abort", onAbort);
      settle();
    };
    const onAbort = (): void => end(() => reject(signal?.reason));
    const ask = (): void => {
      if (asked >= files.length) return;
      const batch = files.slice(asked, asked + BATCH);
      port.postMessage({ first: asked, files: batch.map((picked) => picked.file) });
      asked += batch.length;
    };

    signal?.addEventListener("abort", onAbort);
    port.addEventListener("error", (event) => end(() => reject(new Error(event.message))));
    port.addEventListener("message", (event) => {
      const { first, results } = event.data;
      for (const [offset, result] of results.entries()) {
        const picked = files[first + offset];
        if (picked) scanned[first + offset] = { path: picked.path, file: picked.file, result };
      }
      answered += results.length;
      onProgress?.(answered, files.length);
      if (answered === files.length) end(() => resolve(scanned));
      else ask();
    });
    for (let ahead = 0; ahead < BATCHES_AHEAD; ahead += 1) ask();
  });
}
