import { type PointerEvent, useCallback, useEffect, useRef } from "react";
import type { Point } from "@/ui/ContextMenu";

const holdTime = 500;
/** A finger is never quite still. */
const slack = 10;

/**
 * A finger held down, for systems whose browsers send no `contextmenu` event for it (iOS).
 *
 * @returns handlers for the element, and `wasLong`, which tells once whether the click that follows belongs to the press
 */
export function useLongPress(onLongPress: (target: Element, at: Point) => void) {
  const press = useRef<{ timer: number; at: Point } | null>(null);
  const long = useRef(false);

  const end = useCallback(() => {
    if (press.current) window.clearTimeout(press.current.timer);
    press.current = null;
  }, []);
  useEffect(() => end, [end]);

  return {
    wasLong() {
      const was = long.current;
      long.current = false;
      return was;
    },
    handlers: {
      onPointerDown(event: PointerEvent) {
        end();
        long.current = false;
        if (event.pointerType !== "touch" || !event.isPrimary) return;
        const target = event.target as Element;
        const at = { x: event.clientX, y: event.clientY };
        const timer = window.setTimeout(() => {
          press.current = null;
          long.current = true;
          onLongPress(target, at);
        }, holdTime);
        press.current = { timer, at };
      },
      onPointerMove(event: PointerEvent) {
        const start = press.current?.at;
        if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > slack) end();
      },
      onPointerUp: end,
      onPointerCancel: end,
    },
  };
}
