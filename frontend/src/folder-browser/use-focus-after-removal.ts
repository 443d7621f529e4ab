import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Whoever does something to a row that takes it away goes on at the row that comes into its place: the focus would be lost
 * with the row. Where no row is left, it goes to the element around.
 *
 * @param around bears the rows, and `tabIndex={-1}`
 * @returns to be called with each focus in `around`
 */
export function useFocusAfterRemoval(around: RefObject<HTMLElement | null>): (event: FocusEvent) => void {
  const last = useRef<{ element: Element; index: number } | null>(null);
  useLayoutEffect(() => {
    if (!last.current || last.current.element.isConnected) return;
    const { index } = last.current;
    last.current = null;
    if (document.activeElement !== document.body) return;
    const rows = around.current?.querySelectorAll("tbody tr");
    const row = rows?.[Math.min(index, rows.length - 1)];
    (row?.querySelector("button") ?? around.current)?.focus({ preventScroll: true });
  });
  return ({ target }) => {
    const row = target.closest("tbody tr");
    if (!row || !around.current?.contains(row)) return;
    last.current = { element: target, index: [...(row.parentElement?.children ?? [])].indexOf(row) };
  };
}
