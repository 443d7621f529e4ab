import { type RefObject, useEffect, useRef } from "react";

/** What a drag with the main button or one finger does. */
export type Tool = "scroll" | "pan" | "zoom";

interface Point {
  x: number;
  y: number;
}

export interface Gestures {
  tool: Tool;
  /** How many frames there are: few of them need a longer drag for each. */
  count: number;
  onScroll: (steps: number) => void;
  onMove: (by: Point) => void;
  /** `point` is in CSS pixels from the viewport's middle. */
  onZoom: (factor: number, point: Point) => void;
}

/** A notch of a wheel is 100 or 120; a touchpad sends many small pieces of one. */
const wheelPerStep = 60;
const zoomPerWheel = 0.0022;
const zoomPerPixel = 0.008;

/** Wheel, mouse, pen and fingers on the viewport. The keyboard is the viewport's own matter. */
export function useGestures(viewport: RefObject<HTMLElement | null>, gestures: Gestures): void {
  const latest = useRef(gestures);
  useEffect(() => {
    latest.current = gestures;
  });

  useEffect(() => {
    const element = viewport.current;
    if (!element) return;
    const pointers = new Map<number, Point>();
    let wheel = 0;
    let dragged = 0;
    let pressed = 0;

    const fromMiddle = (point: Point): Point => {
      const box = element.getBoundingClientRect();
      return { x: point.x - box.left - box.width / 2, y: point.y - box.top - box.height / 2 };
    };

    function turn(event: WheelEvent) {
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 40 : event.deltaY;
      if (event.ctrlKey || event.metaKey) {
        latest.current.onZoom(
          Math.exp(-pixels * zoomPerWheel),
          fromMiddle({ x: event.clientX, y: event.clientY }),
        );
        return;
      }
      wheel += pixels;
      const steps = Math.trunc(wheel / wheelPerStep);
      if (steps === 0) return;
      wheel -= steps * wheelPerStep;
      // One notch is one frame, however large the mouse says it is
      latest.current.onScroll(Math.abs(pixels) >= 100 ? Math.sign(steps) : steps);
      if (Math.abs(pixels) >= 100) wheel = 0;
    }

    function press(event: PointerEvent) {
      if (event.button > 1) return;
      pressed = event.button;
      element?.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      dragged = 0;
    }

    function move(event: PointerEvent) {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = { x: event.clientX, y: event.clientY };
      const by = { x: now.x - before.x, y: now.y - before.y };
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      pointers.set(event.pointerId, now);
      if (other) pinch(before, now, other);
      else drag(by, now);
    }

    function drag(by: Point, now: Point) {
      const { tool, count, onScroll, onMove, onZoom } = latest.current;
      if (pressed === 1 || tool === "pan") onMove(by);
      else if (tool === "zoom") onZoom(Math.exp(-by.y * zoomPerPixel), fromMiddle(now));
      else {
        const height = element?.clientHeight ?? 0;
        const perStep = Math.min(Math.max(height / Math.max(count, 1), 3), 24);
        dragged += by.y;
        const steps = Math.trunc(dragged / perStep);
        if (steps === 0) return;
        dragged -= steps * perStep;
        onScroll(steps);
      }
    }

    function pinch(before: Point, now: Point, other: Point) {
      const distance = (point: Point) => Math.hypot(point.x - other.x, point.y - other.y);
      const middle = fromMiddle({ x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
      if (distance(before) > 0) latest.current.onZoom(distance(now) / distance(before), middle);
      latest.current.onMove({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 });
    }

    function release(event: PointerEvent) {
      pointers.delete(event.pointerId);
    }

    element.addEventListener("wheel", turn, { passive: false });
    element.addEventListener("pointerdown", press);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", release);
    element.addEventListener("pointercancel", release);
    return () => {
      element.removeEventListener("wheel", turn);
      element.removeEventListener("pointerdown", press);
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", release);
      element.removeEventListener("pointercancel", release);
    };
  }, [viewport]);
}
