import { readFileSync } from "node:fs";
import type { Download } from "@playwright/test";
import { unzipSync } from "fflate";

/** The names in a downloaded ZIP in order of the alphabet, each with its size in bytes. */
export async function treeOf(download: Download): Promise<Map<string, number>> {
  const files = unzipSync(readFileSync(await download.path()));
  return new Map(
    Object.entries(files)
      .map(([name, content]) => [name, content.length] as const)
      .sort(([one], [other]) => one.localeCompare(other)),
  );
}
