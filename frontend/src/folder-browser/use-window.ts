import { type RefObject, useLayoutEffect, useState } from "react";

/** Which lines are in sight, and how high each is. */
export interface Window {
  first: number;
  /** Inclusive. */
  last: number;
  rowHeight: number;
  viewHeight: number;
  /** Of the list, in rem; 0 until it is measured. */
  width: number;
}

/** Lines drawn beyond each edge, so that a quick scroll meets no blank. */
const margin = 12;
/** Before anything is measured (and where nothing can be measured): a desk screen's values. */
const assumedRowHeight = 36;
const assumedViewHeight = 900;

/**
 * The lines that have to be drawn, for rows that all have the height of `probe`. Follows scrolling and resizing; the state
 * changes only when another line comes into sight.
 */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  probe: RefObject<HTMLElement | null>,
  count: number,
): Window {
  const [view, setView] = useState<Window>({
    first: 0,
    last: Math.ceil(assumedViewHeight / assumedRowHeight) + margin,
    rowHeight: assumedRowHeight,
    viewHeight: assumedViewHeight,
    width: 0,
  });

  useLayoutEffect(() => {
    const box = scroller.current;
    const sample = probe.current;
    if (!box || !sample) return;
    const measure = () => {
      const rowHeight = sample.offsetHeight || assumedRowHeight;
      const viewHeight = box.clientHeight || assumedViewHeight;
      const first = Math.max(Math.floor(box.scrollTop / rowHeight) - margin, 0);
      const width = Math.floor(box.clientWidth / rem());
      const last = Math.ceil((box.scrollTop + viewHeight) / rowHeight) + margin;
      setView((now) =>
        now.first === first &&
        now.last === last &&
        now.rowHeight === rowHeight &&
        now.viewHeight === viewHeight &&
        now.width === width
          ? now
          : { first, last, rowHeight, viewHeight, width },
      );
    };
    measure();
    box.addEventListener("scroll", measure, { passive: true });
    const resizes = new ResizeObserver(measure);
    resizes.observe(box);
    resizes.observe(sample);
    return () => {
      box.removeEventListener("scroll", measure);
      resizes.disconnect();
    };
  }, [scroller, probe]);

  return { ...view, last: Math.min(view.last, count - 1) };
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
