/** What may happen to a file between being picked and being sent. */
export type FileLoss = "vanished" | "changed";

/**
 * Whether the browser can still read `file`; `undefined` means yes.
 *
 * A file that has changed or vanished on disk fails a request exactly as a lost network does; only reading it tells.
 */
export async function lossOf(file: File): Promise<FileLoss | undefined> {
  try {
    // Of a file that was de-identified only the end is still on the disk
    await file.slice(-1).arrayBuffer();
    return undefined;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return error.name === "NotFoundError" ? "vanished" : "changed";
  }
}

/** Those of `files` that can't be read any more, with what happened. */
export async function findLosses<T extends { file: File }>(files: readonly T[]): Promise<Map<T, FileLoss>> {
  const losses = new Map<T, FileLoss>();
  await Promise.all(
    files.map(async (entry) => {
      const loss = await lossOf(entry.file);
      if (loss) losses.set(entry, loss);
    }),
  );
  return losses;
}
