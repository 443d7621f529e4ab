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
 * Shift-click, or Shift with an arrow: everything between the anchor and `key`.
 *
 * @param order the keys of all selectable rows, from top to bottom
 * @param adding with Ctrl the range joins what is selected, otherwise it replaces it
 */
export function extend(
  selection: Selection,
  key: string,
  order: readonly string[],
  adding = false,
): Selection {
  const anchor = selection.anchor !== null && order.includes(selection.anchor) ? selection.anchor : key;
  const [from, to] = [order.indexOf(anchor), order.indexOf(key)].sort((a, b) => a - b) as [number, number];
  const range = order.slice(Math.max(from, 0), to + 1);
  return { keys: new Set(adding ? [...selection.keys, ...range] : range), anchor };
}

export function all(selection: Selection, order: readonly string[]): Selection {
  return { keys: new Set(order), anchor: selection.anchor ?? order[0] ?? null };
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
