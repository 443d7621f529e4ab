import { checkSelection, type Patient, patientKey, patientsOf, type Question } from "./check";
import { type Collection, collectFiles, merge } from "./collect";
import type { Cleaned, Refusal } from "./deidentify/clean";
import { findDuplicates, sha256 } from "./duplicates";
import { type Acceptance, groupFiles, type LeftOut, type Selection, without } from "./group";
import type { InstanceHeader } from "./header";
import { type ScannedFile, type ScanOptions, scanFiles } from "./scan";
import { createStore, type Store } from "./store";
import { unpackZips } from "./unzip";

/** What somebody has chosen so far, and what is known of it. */
export interface PreparationState {
  phase: "empty" | "collecting" | "reading" | "cleaning" | "ready" | "failed";
  /** While collecting: files found; while reading: headers read, and while cleaning: files cleaned, of `total`. */
  done: number;
  total: number;
  /** The latest complete picture, without what was taken out by hand; `null` before the first. */
  selection: Selection | null;
  questions: readonly Question[];
  /** What was taken out by hand (study keys, document paths), so that it can be put back. */
  removed: ReadonlySet<string>;
  /** What is taken out of the files themselves, if who the patient is must not be said: keywords with some values. */
  takenOut: ReadonlyMap<string, readonly string[]>;
}

export interface PreparationOptions {
  acceptance: Acceptance;
  /**
   * Asks of each patient whether it is the one who is expected, in the same order; null: that could not be found out.
   * Without it anybody is.
   */
  checkPatients?: (patients: readonly Patient[]) => Promise<readonly boolean[] | null>;
  /** Gives what is sent in place of a file that says who its patient is, or why it can't be sent. */
  deidentify?: (file: File, header: InstanceHeader) => Promise<Cleaned | Refusal>;
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
  takenOut: new Map(),
};

/** Files cleaned before the page may answer its user again. */
const CLEANED_AT_A_TIME = 20;
/** Values that show what is taken out; more would tell no more. */
const EXAMPLES = 3;

/** Two different files that call themselves the same image are both sent, each under a name of its own. */
function freeName(path: string, taken: Set<string>): string {
  let free = path;
  for (let number = 2; taken.has(free); number += 1) free = path.replace(/(\.dcm)?$/, `-${number}$1`);
  taken.add(free);
  return free;
}

function addExample(examples: Map<string, string[]>, keyword: string, value: string): void {
  const known = examples.get(keyword);
  if (!known) examples.set(keyword, [value]);
  else if (known.length < EXAMPLES && !known.includes(value)) known.push(value);
}

/** Lets the page answer its user before the next piece of work: each takes a while with tens of thousands of files. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** From files to studies: collects, reads headers in a worker, puts in order, and looks for what deserves a question. */
export function createPreparation(options: PreparationOptions): Preparation {
  const { acceptance, checkPatients, deidentify, scan = scanFiles, digest = sha256 } = options;
  const store = createStore<PreparationState>(EMPTY);
  let collection: Collection = { files: [], leftOut: [] };
  let scanned = new Map<string, ScannedFile>();
  const cleaned = new Map<File, Cleaned | Refusal>();
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
    const instead = deidentify && (await cleanAll(complete, deidentify, signal));
    whole = groupFiles(complete, collection.leftOut, acceptance, duplicates, instead);
    await breathe();
    signal.throwIfAborted();
    await ask(whole, signal);
  };

  const cleanAll = async (
    files: readonly ScannedFile[],
    one: NonNullable<PreparationOptions["deidentify"]>,
    signal: AbortSignal,
  ): Promise<Map<string, Cleaned | Refusal>> => {
    const takenOut = new Map<string, string[]>();
    const instead = new Map<string, Cleaned | Refusal>();
    const taken = new Set<string>();
    change({ phase: "cleaning", done: 0, total: files.length });
    for (const [index, { path, file, result }] of files.entries()) {
      if (result.kind !== "instance") continue;
      const found = cleaned.get(file) ?? (await one(file, result.header));
      // What could not be read is tried again: the disc may be back
      if (found !== "unreadable") cleaned.set(file, found);
      if (typeof found === "string") instead.set(path, found);
      else {
        instead.set(path, { ...found, path: freeName(found.path, taken) });
        for (const [keyword, value] of found.removed) addExample(takenOut, keyword, value);
      }
      if (index % CLEANED_AT_A_TIME === 0) {
        signal.throwIfAborted();
        change({ done: index });
        await breathe();
      }
    }
    change({ takenOut });
    return instead;
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
      cleaned.clear();
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
