import type { HttpRequest, HttpStack } from "tus-js-client";
import type { Gzip } from "./gzip-pool";

/**
 * Whether compressing pays: a chunk takes `1/line` as it is, and `1/compressor + ratio/line` compressed (seconds a byte).
 * Medical images lose about half at level 1; a fast line is faster than any compressor in a browser.
 */
export interface CompressionChoice {
  wanted(): boolean;
  /** `bytes` became `compressed` in `seconds`. */
  compressed(bytes: number, compressed: number, seconds: number): void;
  /** `bytes` went over the line in `seconds`. */
  sent(bytes: number, seconds: number): void;
}

/** How much the latest measurement counts: lines change within minutes, not within chunks. */
const LATEST = 0.4;
/** After so many plain chunks one is compressed again: what was incompressible may be over. */
const ASK_AGAIN = 8;

export function createCompressionChoice(): CompressionChoice {
  let compressor: number | null = null;
  let ratio: number | null = null;
  let line: number | null = null;
  let plain = 0;
  const mixed = (old: number | null, latest: number): number =>
    old === null ? latest : old + (latest - old) * LATEST;
  return {
    wanted() {
      if (compressor === null || ratio === null || line === null) return true;
      const pays = compressor * (1 - ratio) > line;
      plain = pays ? 0 : plain + 1;
      return pays || (ratio > 0.9 && plain % ASK_AGAIN === 0);
    },
    compressed(bytes, compressed, seconds) {
      compressor = mixed(compressor, bytes / Math.max(seconds, 0.001));
      ratio = mixed(ratio, compressed / bytes);
    },
    sent(bytes, seconds) {
      line = mixed(line, bytes / Math.max(seconds, 0.001));
    },
  };
}

/** Smaller bodies are dominated by the round trip. */
const WORTH_IT = 256 * 1024;

/**
 * tus-js-client's HTTP, with the chunks of PATCH requests compressed (`Content-Encoding: gzip`) as long as that pays. tus
 * offsets stay those of the decoded bytes. Only for a server that has offered it: see `offersGzip`.
 */
export function compressingStack(
  inner: HttpStack,
  gzip: Gzip,
  choice = createCompressionChoice(),
): HttpStack {
  return {
    getName: () => `gzip over ${inner.getName()}`,
    createRequest(method, url) {
      const request = inner.createRequest(method, url);
      return method === "PATCH" ? compressingRequest(request, gzip, choice) : request;
    },
  };
}

function compressingRequest(request: HttpRequest, gzip: Gzip, choice: CompressionChoice): HttpRequest {
  let tell: (bytes: number) => void = () => {};
  let aborted = false;
  let scale = 1;
  const seconds = (since: number): number => (performance.now() - since) / 1000;
  return {
    getMethod: () => request.getMethod(),
    getURL: () => request.getURL(),
    setHeader: (name, value) => request.setHeader(name, value),
    getHeader: (name) => request.getHeader(name),
    getUnderlyingObject: () => request.getUnderlyingObject(),
    setProgressHandler(handler) {
      tell = handler;
      request.setProgressHandler((bytes) => tell(bytes * scale));
    },
    abort() {
      aborted = true;
      return request.abort();
    },
    async send(body: Blob | null) {
      if (!body || body.size < WORTH_IT) return request.send(body);
      let content = body;
      if (choice.wanted()) {
        const began = performance.now();
        const packed = await gzip(body);
        choice.compressed(body.size, packed.size, seconds(began));
        if (aborted) throw new Error("aborted while compressing");
        if (packed.size < body.size) {
          content = packed;
          scale = body.size / packed.size;
          request.setHeader("Content-Encoding", "gzip");
        }
      }
      const began = performance.now();
      const response = await request.send(content);
      if (response.getStatus() < 300) choice.sent(content.size, seconds(began));
      return response;
    },
  };
}

/** Whether the server takes compressed chunks: it says so in its answer to OPTIONS (RFC 7694 section 3). */
export async function offersGzip(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const response = await fetch(url, { method: "OPTIONS", headers, signal, credentials: "same-origin" });
    const offered = response.headers.get("Accept-Encoding") ?? "";
    return response.ok && offered.split(",").some((coding) => coding.trim() === "gzip");
  } catch (error) {
    // Without an answer nothing is compressed; that the line is gone shows in the next request.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
