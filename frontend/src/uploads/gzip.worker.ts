import { gzipSync } from "fflate";
import type { GzipAnswer, GzipRequest } from "./gzip-pool";

/** Level 1: on a slow line more would not pay, and on a fast one nothing is compressed. */
const LEVEL = 1;

async function compress({ id, blob }: GzipRequest): Promise<void> {
  try {
    const bytes = gzipSync(new Uint8Array(await blob.arrayBuffer()), { level: LEVEL });
    const answer: GzipAnswer = { id, bytes };
    self.postMessage(answer, { transfer: [bytes.buffer] });
  } catch (error) {
    // A file that changed or vanished: whoever asked finds out which.
    if (!(error instanceof DOMException)) throw error;
    const answer: GzipAnswer = { id, bytes: null };
    self.postMessage(answer);
  }
}

self.addEventListener("message", (event: MessageEvent<GzipRequest>) => {
  void compress(event.data);
});
