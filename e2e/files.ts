import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** Real files of one journey, below var/e2e-files. */
export interface StoryFiles {
  /** The family name of the patients in it; nobody else's journey has it. */
  name: string;
  /** A folder as it lies on a patient's CD. */
  cd: string;
  /** Paths of loose files: two conflicting DICOM objects, documents, and several that will be refused. */
  loose: string[];
}

/** Writes the files of a journey named `name` (letters only). */
export function writeStoryFiles(name: string): StoryFiles {
  const folder = join(root, "var", "e2e-files", name);
  execFileSync(join(root, ".venv", "bin", "python"), ["-m", "tests.story_files", folder, name], {
    cwd: root,
  });
  const loose = join(folder, "loose");
  return { name, cd: join(folder, "cd"), loose: readdirSync(loose).map((file) => join(loose, file)) };
}
