import type { ScanResult } from "./scan-file";

/** What the page asks of the scanning worker: files in batches, each under its index. */
export interface ScanRequest {
  first: number;
  files: File[];
}

/** A batch's results, in the order of its files. */
export interface ScanAnswer {
  first: number;
  results: ScanResult[];
}

/** Files scanned at once within a batch: hides the round trip of each read without crowding a CD drive. */
const READS_AT_ONCE = 6;

/** Scans a batch: the worker's whole work, apart from the worker so that it can be tested anywhere. */
export async function scanBatch(
  request: ScanRequest,
  scan: (file: File) => Promise<ScanResult>,
): Promise<ScanAnswer> {
  const results: ScanResult[] = new Array(request.files.length);
  let next = 0;
  const reader = async (): Promise<void> => {
    for (let index = next++; index < request.files.length; index = next++) {
      const file = request.files[index];
      if (file) results[index] = await scan(file);
    }
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, reader));
  return { first: request.first, results };
}
