import { useEffect, useRef, useState } from "react";
import type { Row } from "@/api/content";
import { TypeAhead } from "./grid-keys";
import type { Lines } from "./tree";

/** Where the shown folder's next row stands, loaded or not, whose name begins so; null: nowhere. */
export type Find = (prefix: string, start: number) => Promise<number | null>;

/** How long typing has to pause before the server is asked. */
const pause = 150;

interface Grid {
  lines: Lines;
  /** The line that has the focus. */
  current: number;
  nameOf: (row: Row) => string;
  focusLine: (index: number) => void;
  /** Undefined where only the loaded rows can be looked through. */
  find: Find | undefined;
}

/**
 * Letters typed in the list go to the row that begins so: at once among those that are loaded, and as soon as the server
 * has answered among all. Whoever has gone elsewhere meanwhile is left alone.
 */
export function useTypeAhead(grid: Grid) {
  const [typing] = useState(() => new TypeAhead());
  const latest = useRef(grid);
  latest.current = grid;
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  function ask(find: Find, prefix: string, from: number, at: number) {
    const start = grid.lines.ownOffset(from);
    find(prefix, start).then(
      (offset) => {
        const { lines, current, focusLine } = latest.current;
        const isStill = current === at || lines.at(current)?.key === grid.lines.at(at)?.key;
        if (offset === null || !isStill || typing.word !== prefix) return;
        const index = lines.indexOfOwn(offset);
        const distance = (to: number) => (to - from + lines.length) % lines.length;
        const found = latest.current.lines.at(at);
        const isLocal = found?.kind === "row" && typing.begins(latest.current.nameOf(found.row));
        if (!isLocal || distance(index) < distance(at)) focusLine(index);
      },
      // The list itself says that there is no connection; the loaded rows have been looked through
      (error: unknown) => console.warn("Only loaded rows were looked through", error),
    );
  }

  return {
    isTyping: (now: number) => typing.isTyping(now),
    end: () => typing.end(),
    press(character: string, now: number) {
      const { lines, current, nameOf, focusLine, find } = grid;
      const found = typing.press(character, now, lines, current, nameOf);
      if (found >= 0) focusLine(found);
      window.clearTimeout(timer.current);
      if (!find || lines.isWhole) return;
      const from = typing.from;
      const at = found >= 0 ? found : current;
      timer.current = window.setTimeout(() => ask(find, typing.word, from, at), pause);
    },
  };
}
