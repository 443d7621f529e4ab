/** What is known of a frame. */
export type FrameState<Picture> =
  | { kind: "loading" }
  | { kind: "ready"; picture: Picture }
  | { kind: "failed"; error: unknown };

/** A picture that can be given back to the browser. */
export interface Closable {
  width: number;
  height: number;
  close(): void;
}

/** A frame that is wanted: its name, and how it is read. */
export interface Wanted<Picture> {
  key: string;
  load: (signal: AbortSignal) => Promise<Picture>;
}

/** Each is a rendering in the server: more at once would only make the shown one wait. */
const atOnce = 4;
const bytesPerPixel = 4;
const bytesMost = 192 * 2 ** 20;

interface Entry<Picture> {
  state: FrameState<Picture>;
  abort: AbortController;
}

/**
 * The frames around the one that is shown: loaded in the order in which they are wanted, kept while there is room. Whoever
 * scrolls fast wants something else before it has arrived; what nobody wants any more is not loaded to its end.
 */
export class FrameStore<Picture extends Closable> {
  readonly #entries = new Map<string, Entry<Picture>>();
  readonly #listeners = new Set<() => void>();
  #wanted: readonly Wanted<Picture>[] = [];
  #version = 0;

  /** The frames that are wanted now, the shown one first. */
  want(wanted: readonly Wanted<Picture>[]): void {
    this.#wanted = wanted;
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, { state, abort }] of this.#entries) {
      if (state.kind === "loading" && !keys.has(key)) {
        abort.abort();
        this.#entries.delete(key);
      }
    }
    this.#fill();
    this.#evict(keys);
  }

  get(key: string): FrameState<Picture> | undefined {
    return this.#entries.get(key)?.state;
  }

  /** Forget a failure, so that the frame is loaded again. */
  retry(key: string): void {
    if (this.#entries.get(key)?.state.kind !== "failed") return;
    this.#entries.delete(key);
    this.#fill();
    this.#changed();
  }

  /** Give everything back. */
  clear(): void {
    this.#wanted = [];
    for (const { state, abort } of this.#entries.values()) {
      abort.abort();
      if (state.kind === "ready") state.picture.close();
    }
    this.#entries.clear();
    this.#changed();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes with every change: what React compares. */
  version = (): number => this.#version;

  #fill(): void {
    let loading = [...this.#entries.values()].filter(({ state }) => state.kind === "loading").length;
    for (const wanted of this.#wanted) {
      if (loading >= atOnce) return;
      if (this.#entries.has(wanted.key)) continue;
      // Large pictures: the shown one always, its neighbours while there is room
      if (wanted !== this.#wanted[0] && this.#bytes() >= bytesMost) return;
      loading += 1;
      void this.#load(wanted);
    }
  }

  async #load({ key, load }: Wanted<Picture>): Promise<void> {
    const entry: Entry<Picture> = { state: { kind: "loading" }, abort: new AbortController() };
    this.#entries.set(key, entry);
    try {
      const picture = await load(entry.abort.signal);
      if (this.#entries.get(key) !== entry) {
        picture.close();
        return;
      }
      entry.state = { kind: "ready", picture };
    } catch (error) {
      if (this.#entries.get(key) !== entry) return; // aborted, or no longer ours to tell
      entry.state = { kind: "failed", error };
    }
    this.#changed();
    this.#fill();
  }

  /** Drop pictures that are not wanted, the longest known first, until the rest fits. */
  #evict(keep: ReadonlySet<string>): void {
    let bytes = this.#bytes();
    for (const [key, { state }] of this.#entries) {
      if (bytes <= bytesMost) return;
      if (state.kind !== "ready" || keep.has(key)) continue;
      bytes -= sizeOf(state);
      this.#entries.delete(key);
      state.picture.close();
    }
  }

  #bytes(): number {
    let bytes = 0;
    for (const { state } of this.#entries.values()) bytes += sizeOf(state);
    return bytes;
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

function sizeOf(state: FrameState<Closable>): number {
  return state.kind === "ready" ? state.picture.width * state.picture.height * bytesPerPixel : 0;
}
