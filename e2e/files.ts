import { execFileSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** Real files of one journey, below var/e2e-files. */
export interface StoryFiles {
  /** The family name of the patients in it; nobody else's journey has it. */
  name: string;
  /** A folder as it lies on a patient's CD. */
  cd: string;
  /** A folder with some of the CD's images, under a misspelt name of the patient. */
  misspelt: string;
  /** Paths of loose files: two conflicting DICOM objects, documents, and several that will be refused. */
  loose: string[];
}

/** A study of several hundred files, which takes a while to send. */
export interface LargeStudy {
  folder: string;
  files: number;
}

/** Writes the files of a journey named `name` (letters only). */
export function writeStoryFiles(name: string): StoryFiles {
  const folder = write(name);
  const loose = join(folder, "loose");
  const misspelt = join(folder, "misspelt");
  return {
    name,
    cd: join(folder, "cd"),
    misspelt,
    loose: readdirSync(loose).map((file) => join(loose, file)),
  };
}

/** Writes a study of `series` series with 20 slices each: 2.6 MB a series. */
export function writeLargeStudy(name: string, series: number): LargeStudy {
  return { folder: join(write(name, String(series)), "large"), files: 20 * series };
}

export function removeFiles(name: string): void {
  rmSync(folderOf(name), { recursive: true, force: true });
}

/** The paths of all files in a folder, and below it. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function write(name: string, ...series: string[]): string {
  const folder = folderOf(name);
  execFileSync(join(root, ".venv", "bin", "python"), ["-m", "tests.story_files", folder, name, ...series], {
    cwd: root,
  });
  return folder;
}

function folderOf(name: string): string {
  return join(root, "var", "e2e-files", name);
}
