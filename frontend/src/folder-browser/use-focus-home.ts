import { type RefObject, useEffect, useRef } from "react";

/** The focus goes to the row of the list that the Tab key reaches, or to the empty list. */
export function focusList(around: HTMLElement | null): void {
  const row = around?.querySelector<HTMLElement>("[role='row'][tabindex='0']");
  const goal = row ?? around?.querySelector<HTMLElement>("[role='treegrid']");
  goal?.focus({ preventScroll: true });
}

/**
 * When a dialog closes, the focus goes back to where it was asked for. If that was a line of a menu, it is there no more:
 * the list takes the focus, which would be lost otherwise.
 *
 * @param isAway whether a dialog is open
 * @param around what the list is in
 */
export function useFocusHome(isAway: boolean, around: RefObject<HTMLElement | null>): void {
  const wasAway = useRef(false);
  useEffect(() => {
    const isBack = wasAway.current && !isAway;
    wasAway.current = isAway;
    if (!isBack) return;
    // react-aria gives the focus back in the next frame
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        if (document.activeElement === document.body) focusList(around.current);
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [isAway, around]);
}
