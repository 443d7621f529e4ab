import { Trans, useLingui } from "@lingui/react/macro";
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useLocale } from "react-aria-components";
import type { Row, Sort } from "@/api/content";
import { useProblemText } from "@/api/use-problem-text";
import { Button } from "@/ui/Button";
import type { Point } from "@/ui/ContextMenu";
import { Skeleton } from "@/ui/Skeleton";
import { columns } from "./columns";
import { FolderRow } from "./FolderRow";
import rowStyles from "./FolderRow.module.css";
import { GridHead } from "./GridHead";
import { type KeyOutcome, keyOutcome, TypeAhead } from "./grid-keys";
import { useRowName } from "./names";
import { all, click, extend, nothing, only, type Selection, toggle } from "./selection";
import styles from "./TreeGrid.module.css";
import { isRowLine, type Line } from "./tree";
import { useLongPress } from "./use-long-press";
import { useWindow } from "./use-window";

export interface TreeGridProps {
  label: string;
  lines: readonly Line[];
  /** Read once when there are lines: the key of the row that gets the focus, "" for the first; null leaves it where it is. */
  initialFocus: { current: string | null };
  /** Where the list is scrolled to when it appears; kept up to date while it is there. */
  memory: { scrollTop: number };
  selection: Selection;
  onSelect: (selection: Selection) => void;
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** Why the host can't use a row; undefined if it can. */
  unavailable: (row: Row) => string | undefined;
  href: (row: Row) => string;
  onOpen: (row: Row) => void;
  /** A study's warning has been pressed. */
  onSettle: (study: Row) => void;
  onExpand: (row: Row, expanded: boolean) => void;
  /** The end of what is loaded of a folder has come into sight. */
  onMore: (folderId: string) => void;
  onRetry: (folderId: string) => void;
  /** A right-click, long press or menu key; the selection has been made to fit already. */
  onMenu: (at: Point, selection: Selection) => void;
  /** Any other key. True: it has been dealt with. */
  onShortcut: (key: string) => boolean;
}

/**
 * The tree grid: one roving tab stop, drawn only where it can be seen. Selection, expansion and content belong to its
 * owner; what is its own is the focus.
 */
export function TreeGrid(props: TreeGridProps) {
  const { label, lines, selection, onSelect, unavailable, onOpen, onExpand, onMenu } = props;
  const { t } = useLingui();
  const { direction } = useLocale();
  const nameOf = useRowName();
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const view = useWindow(scroller, probe, lines.length);
  const [typing] = useState(() => new TypeAhead());
  const pointer = useRef("mouse");

  const order = useMemo(
    () =>
      lines
        .filter(isRowLine)
        .filter((line) => unavailable(line.row) === undefined)
        .map((line) => line.key),
    [lines, unavailable],
  );

  const { current, focusLine } = useRovingFocus(lines, scroller, body, view.rowHeight);
  useRememberedScroll(props.memory, lines, scroller);
  useInitialFocus(props.initialFocus, lines, focusLine);
  useSteadyScroll(lines, scroller, view.rowHeight);

  const lineOf = useCallback(
    (target: EventTarget): { line: Line; index: number; element: HTMLElement } | null => {
      const element = (target as Element).closest<HTMLElement>("[data-key]");
      const index = lines.findIndex((line) => line.key === element?.dataset.key);
      const line = lines[index];
      return element && line ? { line, index, element } : null;
    },
    [lines],
  );

  const openMenu = (target: Element, at: Point) => {
    const hit = lineOf(target);
    const chosen =
      hit && order.includes(hit.line.key)
        ? selection.keys.has(hit.line.key)
          ? selection
          : only(hit.line.key)
        : nothing;
    if (hit) focusLine(hit.index);
    if (chosen !== selection) onSelect(chosen);
    onMenu(at, chosen);
  };
  const longPress = useLongPress(openMenu);

  function handleClick(event: MouseEvent) {
    if (longPress.wasLong()) {
      event.preventDefault();
      return;
    }
    const hit = lineOf(event.target);
    if (!hit || !isRowLine(hit.line)) return;
    const { key, row, isExpanded } = hit.line;
    const part = (event.target as Element).closest<HTMLElement>("[data-part]")?.dataset.part;
    const byMouse = pointer.current !== "touch" && event.detail > 0;

    if (part === "name" && event.button === 0) {
      // A mouse selects by the name as by the rest of the row; a finger, Enter or a screen reader follow the link
      event.preventDefault();
      if (!byMouse && !event.ctrlKey && !event.metaKey) {
        onOpen(row);
        return;
      }
    }
    focusLine(hit.index);
    if (part === "expander") {
      onExpand(row, !isExpanded);
      return;
    }
    if (part === "settle") {
      props.onSettle(row);
      return;
    }
    if (!order.includes(key)) return;
    if (event.shiftKey) onSelect(extend(selection, key, order, event.ctrlKey || event.metaKey));
    else if (part === "check" || event.ctrlKey || event.metaKey || !byMouse) onSelect(toggle(selection, key));
    // The second click of a double click opens; it must not take away what the first has selected
    else if (event.detail > 1) onSelect(only(key));
    else onSelect(click(selection, key));
  }

  function handleDoubleClick(event: MouseEvent) {
    const hit = lineOf(event.target);
    const onPart = (event.target as Element).closest(
      "[data-part='check'], [data-part='expander'], [data-part='settle']",
    );
    if (hit && isRowLine(hit.line) && !onPart && pointer.current !== "touch") onOpen(hit.line.row);
  }

  function handleContextMenu(event: MouseEvent) {
    event.preventDefault();
    // A finger held down has been heard already, on systems that send this event for it and on those that don't
    if (pointer.current === "touch") return;
    const byKey = event.button !== 2 && event.detail === 0 && event.clientX === 0 && event.clientY === 0;
    const target = event.target as Element;
    const box = (lineOf(target)?.element ?? target).getBoundingClientRect();
    const isPointer = !byKey && (event.nativeEvent as PointerEvent).pointerType !== "";
    openMenu(
      target,
      isPointer ? { x: event.clientX, y: event.clientY } : { x: box.left + 64, y: box.bottom },
    );
  }

  function handleKeyDown(event: KeyboardEvent) {
    if ((event.target as Element).closest("[data-own-keys]")) return;
    const press = {
      key: event.key,
      shift: event.shiftKey,
      ctrl: event.ctrlKey || event.metaKey,
      alt: event.altKey,
    };
    const isLetter = event.key.length === 1 && !press.ctrl && !press.alt;
    if (isLetter && (event.key !== " " || typing.isTyping(event.timeStamp))) {
      const found = typing.press(event.key, event.timeStamp, lines, current, nameOf);
      if (found >= 0) focusLine(found);
      event.preventDefault();
      return;
    }
    const outcome = keyOutcome(press, {
      lines,
      current,
      selection,
      order,
      page: Math.max(Math.floor(view.viewHeight / view.rowHeight) - 2, 1),
      isRightToLeft: direction === "rtl",
    });
    if (outcome) {
      event.preventDefault();
      // Escape that clears the selection must not close the dialog as well
      event.stopPropagation();
      carryOut(outcome);
    } else if (!press.ctrl && !press.alt && !press.shift && props.onShortcut(event.key)) {
      event.preventDefault();
    }
  }

  function carryOut(outcome: KeyOutcome) {
    if (outcome.focus !== undefined) focusLine(outcome.focus);
    if (outcome.selection) onSelect(outcome.selection);
    if (outcome.expand) onExpand(outcome.expand.row, outcome.expand.expanded);
    if (outcome.open) onOpen(outcome.open);
  }

  const drawn: number[] = [];
  for (let index = view.first; index <= view.last; index += 1) drawn.push(index);
  // The focused row stays in the page when it is scrolled out of sight, or the focus would be lost
  if (current < view.first || current > view.last) drawn.push(current);

  return (
    <div ref={scroller} className={styles.scroller}>
      <div
        role="treegrid"
        aria-label={label}
        aria-multiselectable
        aria-rowcount={lines.some((line) => line.kind === "more") ? -1 : lines.length + 1}
        aria-colcount={columns.length + 2}
        className={styles.grid}
        onContextMenu={handleContextMenu}
        onKeyDown={handleKeyDown}
        tabIndex={lines.length === 0 ? 0 : -1}
      >
        <div ref={probe} className={styles.probe} />
        <GridHead
          sort={props.sort}
          onSort={props.onSort}
          selected={order.length > 0 ? selectedShare(selection, order) : "none"}
          onSelectAll={(everything) => onSelect(everything ? all(selection, order) : nothing)}
        />
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the tree grid around it */}
        <div
          ref={body}
          role="rowgroup"
          className={styles.body}
          style={{ blockSize: lines.length * view.rowHeight }}
          onPointerDownCapture={(event) => {
            pointer.current = event.pointerType;
          }}
          onMouseDown={(event) => {
            // No text is marked blue by Shift-clicks and double clicks
            if (event.shiftKey || event.detail > 1) event.preventDefault();
          }}
          onClick={handleClick}
          onDoubleClick={handleDoubleClick}
          {...longPress.handlers}
        >
          {drawn.map((index) => {
            const line = lines[index];
            if (!line) return null;
            const top = index * view.rowHeight;
            if (!isRowLine(line)) {
              return (
                <SpeakingLine
                  key={line.key}
                  line={line}
                  index={index}
                  top={top}
                  isCurrent={index === current}
                  onMore={props.onMore}
                  onRetry={props.onRetry}
                />
              );
            }
            return (
              <FolderRow
                key={line.key}
                line={line}
                index={index}
                top={top}
                isSelected={selection.keys.has(line.key)}
                isCurrent={index === current}
                href={props.href(line.row)}
                unavailable={unavailable(line.row)}
              />
            );
          })}
        </div>
      </div>
      <span className={styles.hidden} aria-live="polite">
        {selection.keys.size > 1 ? t`${selection.keys.size} selected` : ""}
      </span>
    </div>
  );
}

function selectedShare(selection: Selection, order: readonly string[]): "none" | "some" | "all" {
  if (selection.keys.size === 0) return "none";
  return order.every((key) => selection.keys.has(key)) ? "all" : "some";
}

/** The one row that the Tab key reaches; it follows the arrows, and stays at its place when its row is gone. */
function useRovingFocus(
  lines: readonly Line[],
  scroller: { current: HTMLElement | null },
  body: { current: HTMLElement | null },
  rowHeight: number,
) {
  const [place, setPlace] = useState<{ key: string | null; index: number }>({ key: null, index: 0 });
  const wish = useRef<string | null>(null);
  const hadFocus = useRef(false);

  const found = lines.findIndex((line) => line.key === place.key);
  const current = found >= 0 ? found : Math.min(place.index, Math.max(lines.length - 1, 0));
  const currentKey = lines[current]?.key ?? null;

  const focusLine = (index: number) => {
    const line = lines[index];
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
      // A row that is taken away blurs nothing; whoever clicks or tabs elsewhere does
      hadFocus.current = event.relatedTarget !== null && box.contains(event.relatedTarget as Node);
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

/** Whoever comes back finds the list scrolled as they left it. */
function useRememberedScroll(
  memory: { scrollTop: number },
  lines: readonly Line[],
  scroller: { current: HTMLElement | null },
) {
  const isRestored = useRef(false);
  const hasRows = lines.some(isRowLine);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || !hasRows) return;
    if (!isRestored.current) box.scrollTop = memory.scrollTop;
    isRestored.current = true;
    const remember = () => {
      memory.scrollTop = box.scrollTop;
    };
    box.addEventListener("scroll", remember, { passive: true });
    return () => box.removeEventListener("scroll", remember);
  }, [memory, hasRows, scroller]);
}

/** Whoever came here by the keyboard goes on by the keyboard: at the first row, or at the folder they come back from. */
function useInitialFocus(
  wanted: { current: string | null },
  lines: readonly Line[],
  focusLine: (index: number) => void,
) {
  useEffect(() => {
    const key = wanted.current;
    if (key === null || !lines.some(isRowLine)) return;
    wanted.current = null;
    focusLine(
      Math.max(
        lines.findIndex((line) => line.key === key),
        0,
      ),
    );
  });
}

function elementOf(body: HTMLElement | null, key: string): HTMLElement | undefined {
  return Array.from(body?.children ?? []).find(
    (child): child is HTMLElement => child instanceof HTMLElement && child.dataset.key === key,
  );
}

/** When rows arrive or go above what is in sight, what is in sight stays where it is. */
function useSteadyScroll(
  lines: readonly Line[],
  scroller: { current: HTMLElement | null },
  rowHeight: number,
) {
  const before = useRef(lines);
  useLayoutEffect(() => {
    const box = scroller.current;
    const old = before.current;
    before.current = lines;
    if (!box || old === lines || box.scrollTop < rowHeight) return;
    const topIndex = Math.floor(box.scrollTop / rowHeight);
    const topKey = old[topIndex]?.key;
    const newIndex = lines.findIndex((line) => line.key === topKey);
    if (newIndex >= 0 && newIndex !== topIndex) box.scrollTop += (newIndex - topIndex) * rowHeight;
  }, [lines, scroller, rowHeight]);
}

interface SpeakingLineProps {
  line: Exclude<Line, { kind: "row" }>;
  index: number;
  top: number;
  isCurrent: boolean;
  onMore: (folderId: string) => void;
  onRetry: (folderId: string) => void;
}

/** What stands in the place of rows that are on their way, missing or failed. */
function SpeakingLine({ line, index, top, isCurrent, onMore, onRetry }: SpeakingLineProps) {
  const problemText = useProblemText();
  const { kind } = line;
  // Asks again whenever the list has changed and its end is still in sight
  useEffect(() => {
    if (line.kind === "more") onMore(line.folderId);
  }, [line, onMore]);

  const frame = {
    role: "row",
    "data-key": line.key,
    className: rowStyles.row,
    style: { transform: `translateY(${top}px)`, "--level": line.level - 1 } as CSSProperties,
    tabIndex: isCurrent ? 0 : -1,
    "aria-level": line.level,
    "aria-rowindex": index + 2,
  };
  if (kind === "waiting" || kind === "more") {
    return (
      <div {...frame} aria-busy>
        <div role="gridcell" className={rowStyles.check} />
        {["name", ...columns.map((column) => column.id)].map((id) => (
          <div key={id} role="gridcell" className={rowStyles.placeholder} data-column={id}>
            <Skeleton width={id === "name" ? `${45 + ((index * 17) % 40)}%` : "60%"} />
          </div>
        ))}
      </div>
    );
  }
  return (
    <div {...frame}>
      <div role="gridcell" className={rowStyles.message} data-tone={kind === "failed" ? "danger" : undefined}>
        {kind === "empty" ? <Trans>This folder is empty</Trans> : problemText(line.error).title}
        {kind === "failed" && (
          <span data-own-keys>
            <Button size="small" kind="quiet" onPress={() => onRetry(line.folderId)}>
              <Trans>Try again</Trans>
            </Button>
          </span>
        )}
      </div>
    </div>
  );
}
