import type { Selection } from "./group";

/** A file as the plan sees it: what tells it apart, and what it belongs to. */
export interface PlannedFile {
  path: string;
  size: number;
  lastModified: number;
  /** The study's key, or an empty string for a document. */
  study: string;
  /** The SeriesInstanceUID, or an empty string for a document. */
  series: string;
}

/** One tus upload: its members' bytes, one after another, with nothing between them. */
export interface Bundle {
  /** Indexes into the planned files, in the order of their bytes. */
  members: number[];
  size: number;
}

/** Large enough to hide round trips, small enough that a bad file costs little and several run at once. */
export const BUNDLE_BYTES = 64 * 1024 * 1024;
const BUNDLE_FILES = 2000;

/** A planned file together with its bytes. */
export interface FileToSend extends PlannedFile {
  file: File;
}

/** Everything of a selection that will be sent, sorted by path. */
export function filesToSend(selection: Selection): FileToSend[] {
  const files: FileToSend[] = [];
  const add = (path: string, file: File, study: string, series: string): void => {
    files.push({ path, file, size: file.size, lastModified: file.lastModified, study, series });
  };
  for (const study of selection.studies) {
    for (const series of study.series) {
      for (const instance of series.instances) {
        const { path, file } = instance.cleaned ?? instance;
        add(path, file, study.key, series.SeriesInstanceUID);
      }
    }
  }
  for (const { path, file } of selection.documents) add(path, file, "", "");
  return files.sort((a, b) => compare(a.path, b.path));
}

/**
 * Which files go together. The same files, in whatever order, give the same bundles.
 *
 * Series by series, series of one study side by side; a bundle holds at most `bundleBytes`, or one file that is larger.
 * A document travels alone, so that it is there at once.
 */
export function planBundles(files: readonly PlannedFile[], bundleBytes = BUNDLE_BYTES): Bundle[] {
  const order = [...files.keys()].sort((a, b) => compareFiles(files[a], files[b]));
  const bundles: Bundle[] = [];
  let open: Bundle | undefined;
  let openStudy = "";
  for (const index of order) {
    const file = files[index];
    if (!file) continue;
    const fits =
      open !== undefined &&
      file.study !== "" &&
      file.study === openStudy &&
      open.size + file.size <= bundleBytes &&
      open.members.length < BUNDLE_FILES;
    if (open && fits) {
      open.members.push(index);
      open.size += file.size;
    } else {
      open = { members: [index], size: file.size };
      openStudy = file.study;
      bundles.push(open);
    }
  }
  return bundles;
}

function compareFiles(a?: PlannedFile, b?: PlannedFile): number {
  if (!a || !b) return 0;
  return compare(a.study, b.study) || compare(a.series, b.series) || compare(a.path, b.path);
}

function compare(a: string, b: string): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
