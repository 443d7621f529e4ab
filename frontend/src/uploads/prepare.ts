import { checkSelection, type Patient, patientKey, patientsOf, type Question } from "./check";
import { type Collection, collectFiles, merge } from "./collect";
import { findDuplicates, sha256 } from "./duplicates";
import { type Acceptance, groupFiles, type LeftOut, type Selection, without } from "./group";
import { type ScannedFile, type ScanOptions, scanFiles } from "./scan";
import { createStore, type Store } from "./store";
import { unpackZips } from "./unzip";

/** What somebody has chosen so far, and what is known of it. */
export interface PreparationState {
  phase: "empty" | "collecting" | "reading" | "ready" | "failed";
  /** While collecting: files found; while reading: headers read, of `total`. */
  done: number;
  total: number;
  /** The latest complete picture, without what was taken out by hand; `null` before the first. */
  selection: Selection | null;
  questions: readonly Question[];
  /** What was taken out by hand (study keys, document paths), so that it can be put back. */
  removed: ReadonlySet<string>;
}

export interface PreparationOptions {
  acceptance: Acceptance;
  /**
   * Asks of each patient whether it is the one who is expected, in the same order; null: that could not be found out.
   * Without it anybody is.
   */
  checkPatients?: (patients: readonly Patient[]) => Promise<readonly boolean[] | null>;
  /** Tests give their own. */
  scan?: (files: Parameters<typeof scanFiles>[0], options: ScanOptions) => Promise<ScannedFile[]>;
  digest?: (file: File) => Promise<string | undefined>;
}

export interface Preparation extends Store<PreparationState> {
  /** Adds a choice. `onFound` of the collector should be `found`. */
  add(choice: Collection | Promise<Collection>): Promise<void>;
  /** Shows how many files a folder walk has found so far. */
  found(count: number): void;
  /** Takes a study (by key) or a document (by path) out, or puts it back. */
  toggle(key: string): void;
  /** Forgets everything, and stops reading. */
  clear(): void;
  /** What is left out in all, with what was taken out by hand: for the manifest. */
  leftOut(): LeftOut[];
}

const EMPTY: PreparationState = {
  phase: "empty",
  done: 0,
  total: 0,
  selection: null,
  questions: [],
  removed: new Set(),
};

/** Lets the page answer its user before the next piece of work: each takes a while with tens of thousands of files. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** From files to studies: collects, reads headers in a worker, puts in order, and looks for what deserves a question. */
export function createPreparation(options: PreparationOptions): Preparation {
  const { acceptance, checkPatients, scan = scanFiles, digest = sha256 } = options;
  const store = createStore<PreparationState>(EMPTY);
  let collection: Collection = { files: [], leftOut: [] };
  let scanned = new Map<string, ScannedFile>();
  let whole: Selection | null = null;
  const expected = new Map<string, boolean>();
  let reading: AbortController | undefined;

  const change = (part: Partial<PreparationState>): void => store.set({ ...store.getSnapshot(), ...part });

  const show = (removed: ReadonlySet<string>): void => {
    if (!whole) return;
    const selection = without(whole, removed);
    const isExpected = (patient: Patient) => !checkPatients || expected.get(patientKey(patient));
    change({ phase: "ready", selection, removed, questions: checkSelection(selection, isExpected) });
  };

  const read = async (signal: AbortSignal): Promise<void> => {
    const fresh = collection.files.filter(({ path, file }) => scanned.get(path)?.file !== file);
    change({ phase: "reading", done: 0, total: fresh.length });
    const onProgress = (done: number): void => change({ done });
    const results = await scan(fresh, { signal, onProgress });
    await breathe();
    const byPath = new Map(results.map((result) => [result.path, result]));
    const all = collection.files.map(({ path }) => byPath.get(path) ?? scanned.get(path));
    const complete = all.filter((file) => file !== undefined);
    await breathe();
    const duplicates = await findDuplicates(complete, digest, signal);
    await breathe();
    scanned = new Map(complete.map((file) => [file.path, file]));
    whole = groupFiles(complete, collection.leftOut, acceptance, duplicates);
    await breathe();
    signal.throwIfAborted();
    await ask(whole, signal);
  };

  const ask = async (selection: Selection, signal: AbortSignal): Promise<void> => {
    const unknown = patientsOf(selection.studies).filter((patient) => !expected.has(patientKey(patient)));
    if (!checkPatients || unknown.length === 0) return;
    const answers = await checkPatients(unknown);
    signal.throwIfAborted();
    unknown.forEach((patient, index) => {
      const answer = answers?.[index];
      if (answer !== undefined) expected.set(patientKey(patient), answer);
    });
  };

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    async add(choice) {
      reading?.abort();
      const run = new AbortController();
      reading = run;
      change({ phase: "collecting", done: 0, total: 0 });
      try {
        const added = await unpackZips(await choice, collectFiles, run.signal);
        run.signal.throwIfAborted();
        await breathe();
        collection = merge(collection, added);
        await read(run.signal);
        show(store.getSnapshot().removed);
      } catch (error) {
        if (run.signal.aborted) return;
        change({ phase: "failed" });
        throw error;
      }
    },
    found: (count) => {
      if (store.getSnapshot().phase === "collecting") change({ done: count });
    },
    toggle(key) {
      const removed = new Set(store.getSnapshot().removed);
      if (!removed.delete(key)) removed.add(key);
      show(removed);
    },
    clear() {
      reading?.abort();
      collection = { files: [], leftOut: [] };
      scanned = new Map();
      whole = null;
      store.set(EMPTY);
    },
    leftOut() {
      if (!whole) return [];
      const { removed } = store.getSnapshot();
      const byHand = [
        ...whole.studies
          .filter((study) => removed.has(study.key))
          .flatMap((study) => study.series.flatMap((s) => s.instances)),
        ...whole.documents.filter((document) => removed.has(document.path)),
      ];
      return [
        ...whole.leftOut,
        ...byHand.map(({ path, file }) => ({
          path,
          size: file.size,
          lastModified: file.lastModified,
          reason: "removed-by-sender" as const,
        })),
      ];
    },
  };
}
