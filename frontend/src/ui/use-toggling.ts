import { useRef } from "react";

/**
 * The selection of a table with check boxes: a click toggles a row; with Shift everything from the row clicked before gets
 * the same state. `ids` stand in the order of the rows.
 */
export function useToggling(
  ids: readonly string[],
  selected: ReadonlySet<string>,
  onSelect: (selected: ReadonlySet<string>) => void,
): (id: string, withRange: boolean) => void {
  const last = useRef<string | null>(null);
  return (id, withRange) => {
    const from = withRange && last.current ? ids.indexOf(last.current) : -1;
    const to = ids.indexOf(id);
    const range = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    const adds = !selected.has(id);
    const next = new Set(selected);
    for (const each of range) {
      if (adds) next.add(each);
      else next.delete(each);
    }
    last.current = id;
    onSelect(next);
  };
}
