import { useEffect, useRef } from "react";
import { extend, mostSelected, type Selection } from "./selection";
import type { Line, Lines } from "./tree";

export interface Range {
  from: number;
  to: number;
  adding: boolean;
}

interface Wish extends Range {
  anchor: string | null;
}

/**
 * Selecting from one row to another, although rows in between may not be loaded: they are asked for, and the selection is
 * made as soon as all are there.
 *
 * @returns what selects; false if that is more than can be acted on at once
 */
export function useRangeSelection(list: {
  lines: Lines;
  selection: Selection;
  isSelectable: (line: Line | undefined) => boolean;
  onSelect: (selection: Selection) => void;
  onNeed: (range: { first: number; last: number } | null) => void;
}) {
  const pending = useRef<Wish | null>(null);

  const tryIt = () => {
    const wish = pending.current;
    if (!wish) return;
    const first = Math.min(wish.from, wish.to);
    const last = Math.min(Math.max(wish.from, wish.to), list.lines.length - 1);
    const keys: string[] = [];
    for (let index = first; index <= last; index += 1) {
      const line = list.lines.at(index);
      if (line?.kind === "waiting") {
        list.onNeed({ first, last });
        return;
      }
      if (line && list.isSelectable(line)) keys.push(line.key);
    }
    pending.current = null;
    list.onNeed(null);
    list.onSelect(extend(list.selection, keys, wish.anchor ?? keys[0] ?? null, wish.adding));
  };
  const latest = useRef(tryIt);
  latest.current = tryIt;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines are the reason to try again
  useEffect(() => latest.current(), [list.lines]);

  return (range: Range, anchor: string | null): boolean => {
    if (Math.abs(range.to - range.from) >= mostSelected) return false;
    pending.current = { ...range, anchor };
    tryIt();
    return true;
  };
}
