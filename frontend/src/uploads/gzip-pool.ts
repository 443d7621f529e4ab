/** What the page asks of a compressing worker. */
export interface GzipRequest {
  id: number;
  blob: Blob;
}

/** `null` when the blob's bytes could not be read. */
export interface GzipAnswer {
  id: number;
  bytes: Uint8Array<ArrayBuffer> | null;
}

/** Compresses a chunk away from the page; rejects when its bytes can't be read. */
export type Gzip = (blob: Blob) => Promise<Blob>;

/** A few workers, started when they are first needed. */
export interface GzipPool {
  gzip: Gzip;
  /** Ends the workers; they start again when they are needed again. */
  end(): void;
}

/** More than two would take the processor from the page and from the connection. */
const WORKERS_MOST = 2;

export function createGzipPool(): GzipPool {
  let workers: Worker[] = [];
  const waiting = new Map<number, { resolve: (blob: Blob) => void; reject: (error: Error) => void }>();
  let next = 0;

  const start = (): Worker => {
    const worker = new Worker(new URL("./gzip.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<GzipAnswer>) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.bytes) asked?.resolve(new Blob([data.bytes]));
      else asked?.reject(new Error("a file could not be read"));
    });
    worker.addEventListener("error", (event) => {
      for (const asked of waiting.values()) asked.reject(new Error(event.message));
      waiting.clear();
    });
    return worker;
  };

  return {
    gzip(blob) {
      if (workers.length === 0) {
        const count = (navigator.hardwareConcurrency ?? 1) >= 4 ? WORKERS_MOST : 1;
        workers = Array.from({ length: count }, start);
      }
      const id = next++;
      const request: GzipRequest = { id, blob };
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        workers[id % workers.length]?.postMessage(request);
      });
    },
    end() {
      for (const worker of workers) worker.terminate();
      workers = [];
      for (const asked of waiting.values()) asked.reject(new Error("ended"));
      waiting.clear();
    },
  };
}
