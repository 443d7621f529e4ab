import type { Row } from "@/api/content";
import { nothing, type Selection, toggle } from "./selection";
import { beginsWith, canExpand, findByName, isRowLine, type Line, type Lines } from "./tree";

/** What a key does in the tree grid. Several things may happen at once: Shift with an arrow moves and selects. */
export interface KeyOutcome {
  /** The line that gets the focus. */
  focus?: number;
  selection?: Selection;
  /** Select from the anchor (without one: from the line `from`) to the line `to`; with Ctrl in addition. */
  range?: { from: number; to: number; adding: boolean };
  all?: true;
  open?: Line;
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
  lines: Lines;
  /** The line that has the focus. */
  current: number;
  selection: Selection;
  isSelectable: (line: Line | undefined) => boolean;
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
  const { lines, current, selection, isSelectable } = now;
  const last = lines.length - 1;
  const line = lines.at(current);

  const move = (to: number): KeyOutcome => {
    const focus = Math.min(Math.max(to, 0), last);
    return press.shift ? { focus, range: { from: current, to: focus, adding: press.ctrl } } : { focus };
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
      if (!isRowLine(line) || !isSelectable(line)) return {};
      if (press.shift) return { range: { from: current, to: current, adding: false } };
      return { selection: toggle(selection, line.key) };
    case "Enter":
      return isRowLine(line) || line?.kind === "series" ? { open: line } : null;
    case "Escape":
      return selection.keys.size > 0 ? { selection: nothing } : null;
    case "a":
      return press.ctrl ? { all: true } : null;
    default:
      return null;
  }
}

function inwards({ lines, current }: KeySituation): KeyOutcome {
  const line = lines.at(current);
  if (!isRowLine(line) || !canExpand(line.row)) return {};
  if (!line.isExpanded) return { expand: { row: line.row, expanded: true } };
  return (lines.at(current + 1)?.level ?? 0) > line.level ? { focus: current + 1 } : {};
}

function outwards({ lines, current }: KeySituation): KeyOutcome {
  const line = lines.at(current);
  if (isRowLine(line) && line.isExpanded) return { expand: { row: line.row, expanded: false } };
  const parent = lines.parentOf(current);
  return parent >= 0 ? { focus: parent } : {};
}

/** How long a pause ends a word typed to find a row. */
const pause = 800;

/** Collects what is typed into a word, and finds the row that begins with it. */
export class TypeAhead {
  private typed = "";
  private last = 0;
  /** The line from which on the word was looked for. */
  from = 0;

  get word(): string {
    return this.typed;
  }

  begins(name: string): boolean {
    return beginsWith(name, this.typed);
  }

  /** Whether a word is being typed, so that a space belongs to it. */
  isTyping(now: number): boolean {
    return this.typed !== "" && now - this.last < pause;
  }

  /** Another key ends the word. */
  end(): void {
    this.typed = "";
  }

  /** @returns the line to go to, or -1 */
  press(character: string, now: number, lines: Lines, current: number, nameOf: (row: Row) => string): number {
    const goesOn = this.isTyping(now);
    const repeats = goesOn && [...this.typed].every((letter) => letter === character);
    this.typed = goesOn && !repeats ? this.typed + character : character;
    this.last = now;
    // A new word, or one letter again and again, begins at the next row; a longer word may still fit the same row
    this.from = this.typed.length === 1 ? current + 1 : current;
    return findByName(lines, this.typed, this.from, nameOf);
  }
}
