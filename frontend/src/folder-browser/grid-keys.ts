import type { Row } from "@/api/content";
import { all, extend, nothing, type Selection, toggle } from "./selection";
import { findByName, isRowLine, type Line, parentIndex } from "./tree";

/** What a key does in the tree grid. Several things may happen at once: Shift with an arrow moves and selects. */
export interface KeyOutcome {
  /** The line that gets the focus. */
  focus?: number;
  selection?: Selection;
  open?: Row;
  expand?: { row: Row; expanded: boolean };
}

export interface KeyPress {
  key: string;
  shift: boolean;
  /** Ctrl, or ⌘ on a Mac. */
  ctrl: boolean;
  alt: boolean;
}

export interface KeySituation {
  lines: readonly Line[];
  /** The line that has the focus. */
  current: number;
  selection: Selection;
  /** Keys of the rows that can be selected, from top to bottom. */
  order: readonly string[];
  /** Lines that fit into sight. */
  page: number;
  isRightToLeft: boolean;
}

/**
 * The keys of the WAI-ARIA tree grid pattern with focus on rows, in its model where the focus moves without selecting:
 * arrows, Home, End and Page keys move; with Shift they select from the anchor; Space selects or deselects; Right and Left
 * (mirrored in right-to-left writing) expand, collapse, go in and out; Ctrl+A selects all, Escape nothing; Enter opens.
 *
 * @returns null for a key that means nothing here
 */
export function keyOutcome(press: KeyPress, now: KeySituation): KeyOutcome | null {
  if (press.alt) return null;
  const { lines, current, selection, order } = now;
  const last = lines.length - 1;
  const line = lines[current];
  const row = isRowLine(line) ? line.row : undefined;

  const move = (to: number): KeyOutcome => {
    const focus = Math.min(Math.max(to, 0), last);
    const reached = lines[focus];
    if (!press.shift || !isRowLine(reached) || !order.includes(reached.key)) return { focus };
    return { focus, selection: extend(anchored(selection, line), reached.key, order, press.ctrl) };
  };

  switch (press.key) {
    case "ArrowDown":
      return move(current + 1);
    case "ArrowUp":
      return move(current - 1);
    case "PageDown":
      return move(current + now.page);
    case "PageUp":
      return move(current - now.page);
    case "Home":
      return move(0);
    case "End":
      return move(last);
    case "ArrowRight":
      return now.isRightToLeft ? outwards(now) : inwards(now);
    case "ArrowLeft":
      return now.isRightToLeft ? inwards(now) : outwards(now);
    case " ":
      if (!isRowLine(line) || !order.includes(line.key)) return {};
      return { selection: press.shift ? extend(selection, line.key, order) : toggle(selection, line.key) };
    case "Enter":
      return row ? { open: row } : null;
    case "Escape":
      return selection.keys.size > 0 ? { selection: nothing } : null;
    case "a":
      return press.ctrl ? { selection: all(selection, order) } : null;
    default:
      return null;
  }
}

/** Shift with an arrow begins where the focus is if nothing was touched before. */
function anchored(selection: Selection, line: Line | undefined): Selection {
  return selection.anchor === null && line ? { ...selection, anchor: line.key } : selection;
}

function inwards({ lines, current }: KeySituation): KeyOutcome {
  const line = lines[current];
  if (!isRowLine(line) || line.row.kind !== "folder" || !line.row.has_children) return {};
  if (!line.isExpanded) return { expand: { row: line.row, expanded: true } };
  return (lines[current + 1]?.level ?? 0) > line.level ? { focus: current + 1 } : {};
}

function outwards({ lines, current }: KeySituation): KeyOutcome {
  const line = lines[current];
  if (isRowLine(line) && line.isExpanded) return { expand: { row: line.row, expanded: false } };
  const parent = parentIndex(lines, current);
  return parent >= 0 ? { focus: parent } : {};
}

/** How long a pause ends a word typed to find a row. */
const pause = 800;

/** Collects what is typed into a word, and finds the row that begins with it. */
export class TypeAhead {
  private typed = "";
  private last = 0;

  /** Whether a word is being typed, so that a space belongs to it. */
  isTyping(now: number): boolean {
    return this.typed !== "" && now - this.last < pause;
  }

  /** @returns the line to go to, or -1 */
  press(
    character: string,
    now: number,
    lines: readonly Line[],
    current: number,
    nameOf: (row: Row) => string,
  ): number {
    const goesOn = this.isTyping(now);
    const repeats = goesOn && [...this.typed].every((letter) => letter === character);
    this.typed = goesOn && !repeats ? this.typed + character : character;
    this.last = now;
    // A new word, or one letter again and again, begins at the next row; a longer word may still fit the same row
    const from = this.typed.length === 1 ? current + 1 : current;
    return findByName(lines, this.typed, from, nameOf);
  }
}
