import { useSyncExternalStore } from "react";
import type { Column } from "./columns";

const storedUnder = "filmjacket.columns";
type Listener = () => void;
const listeners = new Set<Listener>();

/** The ids of the hidden columns, as this browser remembers them: words, so that no text that is stored can be wrong. */
let hidden: ReadonlySet<string> = read();

function read(): ReadonlySet<string> {
  return new Set(localStorage.getItem(storedUnder)?.split(" ").filter(Boolean));
}

function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

globalThis.addEventListener?.("storage", (event) => {
  if (event.key !== storedUnder) return;
  hidden = read();
  for (const listener of listeners) listener();
});

/** Show or hide a column, here and in every other folder view of this browser. */
export function toggleColumn(id: string): void {
  const next = new Set(hidden);
  if (!next.delete(id)) next.add(id);
  hidden = next;
  localStorage.setItem(storedUnder, [...next].join(" "));
  for (const listener of listeners) listener();
}

export function showAllColumns(): void {
  for (const id of [...hidden]) toggleColumn(id);
}

/** Which columns are hidden. */
export function useHiddenColumns(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => hidden);
}

/** Below this width, in rem, there is a name with a line of particulars, and no columns. */
export const narrowest = 44;
/** Tick box and name. */
const fixed = 2.5 + 16;

/** The columns that fit into `width` rem (0: as wide as one likes): the less important ones give way first. */
export function fitting(
  columns: readonly Column[],
  hidden: ReadonlySet<string>,
  width: number,
): readonly Column[] {
  const chosen = columns.filter((column) => !hidden.has(column.id));
  if (width === 0) return chosen;
  if (width < narrowest) return [];
  const kept = new Set(chosen);
  let taken = fixed + chosen.reduce((sum, column) => sum + column.width, 0);
  for (const column of [...chosen].sort((one, other) => other.importance - one.importance)) {
    if (taken <= width) break;
    kept.delete(column);
    taken -= column.width;
  }
  return chosen.filter((column) => kept.has(column));
}

/** The tracks of the grid that head and rows share. */
export function tracks(columns: readonly Column[]): string {
  const name = columns.length > 0 ? "minmax(16rem, 1.6fr)" : "minmax(0, 1fr)";
  return [
    "var(--check-width)",
    name,
    ...columns.map(({ width, grows }) => `minmax(${width}rem, ${grows}fr)`),
  ].join(" ");
}
