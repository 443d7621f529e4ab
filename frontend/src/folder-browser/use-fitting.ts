import { useLayoutEffect, useState } from "react";
import type { Action } from "./actions";

/** A rule between two groups, with the space around it, in CSS pixels (Toolbar.module.css). */
export const ruleWidth = 9;

/**
 * How many of the actions stand side by side in `width` CSS pixels when each takes `button`: all, or so many that a
 * button for the others fits as well. No rule stands before that last button.
 */
export function fittingCount(groups: readonly string[], width: number, button: number): number {
  const widthOf = (count: number) => {
    const rules = groups.slice(1, count).filter((group, index) => group !== groups[index]).length;
    return count * button + rules * ruleWidth;
  };
  if (widthOf(groups.length) <= width) return groups.length;
  let count = groups.length - 1;
  while (count > 0 && widthOf(count) + button > width) count -= 1;
  return count;
}

/** How many of the actions fit into an element as it is now; all while nothing is measured. */
export function useFitting(place: { current: HTMLElement | null }, actions: readonly Action[]): number {
  const [count, setCount] = useState(actions.length);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const groups = actions.map((action) => action.group);
    const measure = () => {
      const button = element.querySelector("button")?.getBoundingClientRect().width ?? 0;
      if (button > 0) setCount(fittingCount(groups, element.clientWidth + 0.5, button));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, actions]);
  return count;
}
