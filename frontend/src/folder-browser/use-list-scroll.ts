import { useLayoutEffect, useRef } from "react";
import { isRowLine, type Lines } from "./tree";

type Box = { current: HTMLElement | null };

/** Whoever comes back finds the list scrolled as they left it. */
export function useRememberedScroll(memory: { scrollTop: number }, lines: Lines, scroller: Box) {
  const isRestored = useRef(false);
  const hasRows = lines.folders.size > 0 && lines.length > 0;
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || !hasRows) return;
    if (!isRestored.current) box.scrollTop = memory.scrollTop;
    isRestored.current = true;
    const remember = () => {
      memory.scrollTop = box.scrollTop;
    };
    box.addEventListener("scroll", remember, { passive: true });
    return () => box.removeEventListener("scroll", remember);
  }, [memory, hasRows, scroller]);
}

/** Rows from the top of what is in sight that may hold it in place: the first may be the one that has gone. */
const holds = 30;

/**
 * When rows arrive or go above what is in sight, what is in sight stays where it is. Another order or filter (`question`)
 * is another list: it is read from its beginning.
 */
export function useSteadyScroll(lines: Lines, question: unknown, scroller: Box, rowHeight: number) {
  const before = useRef({ lines, question });
  useLayoutEffect(() => {
    const box = scroller.current;
    const old = before.current;
    before.current = { lines, question };
    if (!box || old.lines === lines) return;
    if (old.question !== question) {
      box.scrollTop = 0;
      return;
    }
    if (box.scrollTop < rowHeight) return;
    const top = Math.floor(box.scrollTop / rowHeight);
    for (let index = top; index < top + holds; index += 1) {
      const line = old.lines.at(index);
      if (!isRowLine(line)) continue;
      const now = lines.at(index)?.key === line.key ? index : lines.indexOf(line.key);
      if (now < 0) continue;
      if (now !== index) box.scrollTop += (now - index) * rowHeight;
      return;
    }
  }, [lines, question, scroller, rowHeight]);
}
