import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Lines } from "./tree";

/** The one row that the Tab key reaches; it follows the arrows, and stays at its place when its row is gone. */
export function useRovingFocus(
  lines: Lines,
  scroller: { current: HTMLElement | null },
  body: { current: HTMLElement | null },
  rowHeight: number,
) {
  const [place, setPlace] = useState<{ key: string | null; index: number }>({ key: null, index: 0 });
  const wish = useRef<string | null>(null);
  const hadFocus = useRef(false);
  /** The row that has just lost the focus to nothing, until it is clear why. */
  const left = useRef<Element | null>(null);

  const there = lines.at(place.index)?.key === place.key;
  const found = there ? place.index : place.key === null ? -1 : lines.indexOf(place.key);
  const current = found >= 0 ? found : Math.min(place.index, Math.max(lines.length - 1, 0));
  const currentKey = lines.at(current)?.key ?? null;
  // A row that has just been loaded takes the place of what stood for it; one that has moved is followed
  useEffect(() => {
    setPlace((now) =>
      now.key === null || (now.key === currentKey && now.index === current)
        ? now
        : { key: currentKey, index: current },
    );
  }, [currentKey, current]);

  const focusLine = (index: number) => {
    const line = lines.at(index);
    if (!line) return;
    wish.current = line.key;
    setPlace({ key: line.key, index });
    const box = scroller.current;
    if (!box) return;
    // The head of the columns covers the top of the list, a row's height of it
    const top = index * rowHeight;
    const room = box.clientHeight - rowHeight;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (room > 0 && top + rowHeight > box.scrollTop + room) box.scrollTop = top + rowHeight - room;
    elementOf(body.current, line.key)?.focus({ preventScroll: true });
  };

  useLayoutEffect(() => {
    if (left.current?.isConnected === false) hadFocus.current = true;
    const lost = hadFocus.current && document.activeElement === document.body;
    const key = wish.current ?? (lost ? currentKey : null);
    if (key === null) return;
    const element = elementOf(body.current, key);
    if (!element) return;
    wish.current = null;
    if (document.activeElement !== element) element.focus({ preventScroll: true });
  });

  useEffect(() => {
    const box = body.current;
    if (!box) return;
    const enter = () => {
      hadFocus.current = true;
    };
    const leave = (event: FocusEvent) => {
      // Whoever clicks or tabs elsewhere takes the focus away. So does, in Chromium only, a row that is taken away: it is
      // gone when the layout effect of the same drawing runs
      hadFocus.current = event.relatedTarget !== null && box.contains(event.relatedTarget as Node);
      left.current = event.relatedTarget === null ? (event.target as Element) : null;
      queueMicrotask(() => {
        left.current = null;
      });
    };
    box.addEventListener("focusin", enter);
    box.addEventListener("focusout", leave);
    return () => {
      box.removeEventListener("focusin", enter);
      box.removeEventListener("focusout", leave);
    };
  }, [body]);

  return { current, focusLine };
}

/** Whoever came here by the keyboard goes on by the keyboard: at the first row, or at the folder they come back from. */
export function useInitialFocus(
  wanted: { current: string | null },
  lines: Lines,
  focusLine: (index: number) => void,
  grid: { current: HTMLElement | null },
) {
  useEffect(() => {
    const key = wanted.current;
    // An empty list takes the focus itself: its keys, as for putting something there, are heard all the same
    if (key !== null && lines.length === 0) {
      wanted.current = null;
      grid.current?.focus({ preventScroll: true });
    }
    if (key === null || lines.folders.size === 0 || lines.length === 0) return;
    wanted.current = null;
    focusLine(Math.max(lines.indexOf(key), 0));
  });
}

function elementOf(body: HTMLElement | null, key: string): HTMLElement | undefined {
  return Array.from(body?.children ?? []).find(
    (child): child is HTMLElement => child instanceof HTMLElement && child.dataset.key === key,
  );
}
