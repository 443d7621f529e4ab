/**
 * The rules of selecting rows, as pure functions.
 *
 * A click selects a row alone, and takes away the selection when that row is the only one selected. Ctrl (or ⌘), a
 * checkbox and a finger add or remove one row. Shift selects from the last row touched without Shift. Escape clears.
 */
export interface Selection {
  keys: ReadonlySet<string>;
  /** Where a Shift selection begins: the last row that was clicked or toggled. */
  anchor: string | null;
}

export const nothing: Selection = { keys: new Set(), anchor: null };

/** What one request to the server may name: see SelectionSchema. */
export const mostSelected = 1_000;

export function only(key: string): Selection {
  return { keys: new Set([key]), anchor: key };
}

/** A plain click. */
export function click(selection: Selection, key: string): Selection {
  const isAlone = selection.keys.size === 1 && selection.keys.has(key);
  return isAlone ? { keys: new Set(), anchor: key } : only(key);
}

/** Ctrl-click, checkbox, finger, Space. */
export function toggle(selection: Selection, key: string): Selection {
  const keys = new Set(selection.keys);
  if (!keys.delete(key)) keys.add(key);
  return { keys, anchor: key };
}

/**
 * Shift-click, or Shift with an arrow.
 *
 * @param range the keys of all selectable rows from the anchor to the row that was touched
 * @param adding with Ctrl the range joins what is selected, otherwise it replaces it
 */
export function extend(
  selection: Selection,
  range: readonly string[],
  anchor: string | null,
  adding = false,
): Selection {
  return { keys: new Set(adding ? [...selection.keys, ...range] : range), anchor };
}

/** After the listing changed: what is gone is no longer selected. The same object comes back if nothing changed. */
export function keepExisting(selection: Selection, exists: (key: string) => boolean): Selection {
  const kept = [...selection.keys].filter(exists);
  if (kept.length === selection.keys.size) return selection;
  return {
    keys: new Set(kept),
    anchor: selection.anchor !== null && exists(selection.anchor) ? selection.anchor : null,
  };
}
