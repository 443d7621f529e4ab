import { type MouseEvent, type PointerEvent, useRef } from "react";
import type { Row } from "@/api/content";
import type { Point } from "@/ui/ContextMenu";
import { click, nothing, only, type Selection, toggle } from "./selection";
import { isRowLine, type Line, type Lines } from "./tree";
import { useLongPress } from "./use-long-press";

interface Grid {
  lines: Lines;
  selection: Selection;
  isSelectable: (line: Line | undefined) => boolean;
  focusLine: (index: number) => void;
  onSelect: (selection: Selection) => void;
  onSelectTo: (index: number, adding: boolean) => void;
  onOpen: (line: Line) => void;
  onExpand: (row: Row, expanded: boolean) => void;
  onSettle: (study: Row) => void;
  onMenu: (at: Point, selection: Selection) => void;
}

const ownClicks = "[data-part='check'], [data-part='expander'], [data-part='settle']";

/** What mouse, pen and finger do in the grid: select, open, expand, ask for the menu. */
export function useGridPointer(grid: Grid) {
  const { lines, selection, isSelectable, focusLine, onSelect } = grid;
  const pointer = useRef("mouse");

  const lineOf = (target: EventTarget): { line: Line; index: number; element: HTMLElement } | null => {
    const element = (target as Element).closest<HTMLElement>("[data-line]");
    const index = Number(element?.dataset.line ?? -1);
    const line = lines.at(index);
    return element && line ? { line, index, element } : null;
  };

  const openMenu = (target: Element, at: Point) => {
    const hit = lineOf(target);
    let chosen = nothing;
    if (hit && isSelectable(hit.line))
      chosen = selection.keys.has(hit.line.key) ? selection : only(hit.line.key);
    if (hit) focusLine(hit.index);
    if (chosen !== selection) onSelect(chosen);
    grid.onMenu(at, chosen);
  };
  const longPress = useLongPress(openMenu);

  function handleClick(event: MouseEvent) {
    if (longPress.wasLong()) {
      event.preventDefault();
      return;
    }
    const hit = lineOf(event.target);
    if (!hit) return;
    const { line, index } = hit;
    const part = (event.target as Element).closest<HTMLElement>("[data-part]")?.dataset.part;
    const byMouse = pointer.current !== "touch" && event.detail > 0;

    if (part === "name" && event.button === 0) {
      // A mouse selects by the name as by the rest of the row; a finger, Enter or a screen reader follow the link
      event.preventDefault();
      if (!byMouse && !event.ctrlKey && !event.metaKey) {
        grid.onOpen(line);
        return;
      }
    }
    focusLine(index);
    if (!isRowLine(line)) return;
    if (part === "expander") {
      grid.onExpand(line.row, !line.isExpanded);
      return;
    }
    if (part === "settle") {
      grid.onSettle(line.row);
      return;
    }
    if (!isSelectable(line)) return;
    if (event.shiftKey) grid.onSelectTo(index, event.ctrlKey || event.metaKey);
    else if (part === "check" || event.ctrlKey || event.metaKey || !byMouse)
      onSelect(toggle(selection, line.key));
    // The second click of a double click opens; it must not take away what the first has selected
    else if (event.detail > 1) onSelect(only(line.key));
    else onSelect(click(selection, line.key));
  }

  function handleDoubleClick(event: MouseEvent) {
    const hit = lineOf(event.target);
    if (!hit || (event.target as Element).closest(ownClicks) || pointer.current === "touch") return;
    if (isRowLine(hit.line) || hit.line.kind === "series") grid.onOpen(hit.line);
  }

  function handleContextMenu(event: MouseEvent) {
    event.preventDefault();
    // A finger held down has been heard already, on systems that send this event for it and on those that don't
    if (pointer.current === "touch") return;
    const byKey = event.button !== 2 && event.detail === 0 && event.clientX === 0 && event.clientY === 0;
    const target = event.target as Element;
    const box = (lineOf(target)?.element ?? target).getBoundingClientRect();
    const isPointer = !byKey && (event.nativeEvent as unknown as globalThis.PointerEvent).pointerType !== "";
    openMenu(
      target,
      isPointer ? { x: event.clientX, y: event.clientY } : { x: box.left + 64, y: box.bottom },
    );
  }

  return {
    onContextMenu: handleContextMenu,
    body: {
      ...longPress.handlers,
      onPointerDownCapture: (event: PointerEvent) => {
        pointer.current = event.pointerType;
      },
      onMouseDown: (event: MouseEvent) => {
        // No text is marked blue by Shift-clicks and double clicks
        if (event.shiftKey || event.detail > 1) event.preventDefault();
      },
      onClick: handleClick,
      onDoubleClick: handleDoubleClick,
    },
  };
}
