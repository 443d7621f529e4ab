import { Trans, useLingui } from "@lingui/react/macro";
import { type CSSProperties, type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from "react";
import { useLocale } from "react-aria-components";
import type { Row, Sort } from "@/api/content";
import { useFormats } from "@/i18n/format";
import type { Point } from "@/ui/ContextMenu";
import { notify } from "@/ui/toasts";
import { fitting, tracks, useHiddenColumns } from "./column-choice";
import { columns } from "./columns";
import { FolderRow } from "./FolderRow";
import { GridHead } from "./GridHead";
import { type KeyOutcome, keyOutcome } from "./grid-keys";
import { useRowName } from "./names";
import { SeriesRow } from "./SeriesRow";
import { SpeakingRow } from "./SpeakingRow";
import { mostSelected, nothing, type Selection } from "./selection";
import styles from "./TreeGrid.module.css";
import { isRowLine, type Line, type Lines } from "./tree";
import { useGridPointer } from "./use-grid-pointer";
import { useRememberedScroll, useSteadyScroll } from "./use-list-scroll";
import { useRangeSelection } from "./use-range-selection";
import { useInitialFocus, useRovingFocus } from "./use-roving-focus";
import { type Find, useTypeAhead } from "./use-type-ahead";
import { useWindow } from "./use-window";

/** More than fit on any screen, or two lines would be one element. */
const waitingSlots = 97;

export interface TreeGridProps {
  label: string;
  lines: Lines;
  /** What the lines are an answer to (order, filter): another one is read from its beginning. */
  question?: unknown;
  /** Another order or filter is on its way. */
  isSettling?: boolean;
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
  /** A series' address is its study's, with the series' id. */
  href: (row: Row, seriesId?: string) => string;
  onOpen: (row: Row, seriesId?: string) => void;
  onExpand: (row: Row, expanded: boolean) => void;
  /** These lines are in sight; those that are not loaded are wanted. */
  onLook: (lines: Lines, first: number, last: number) => void;
  /** These lines are wanted although they may be out of sight; null: no more. */
  onNeed: (range: { first: number; last: number } | null) => void;
  onRetry: (folderId: string) => void;
  /** A study's conflict or doubtful identity is to be settled. */
  onSettle: (study: Row) => void;
  /** A right-click, long press or menu key; the selection has been made to fit already. */
  onMenu: (at: Point, selection: Selection) => void;
  /** Rows that are being carried, and the row on which a drag has begun, which must not leave the page meanwhile. */
  held?: { keys: ReadonlySet<string>; source: string | null };
  /** Finds rows that are not loaded by the beginning of their names, if the order allows it. */
  find?: Find | undefined;
  /** Any other key. True: it has been dealt with. */
  onShortcut: (key: string) => boolean;
}

/**
 * The tree grid: one roving tab stop, drawn only where it can be seen. Selection, expansion and content belong to its
 * owner; what is its own is the focus.
 */
export function TreeGrid(props: TreeGridProps) {
  const { label, lines, selection, onSelect, unavailable, onExpand, onLook } = props;
  const { direction } = useLocale();
  const nameOf = useRowName();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const view = useWindow(scroller, probe, lines.length);
  const hidden = useHiddenColumns();
  const shown = useMemo(() => fitting(columns, hidden, view.width), [hidden, view.width]);

  const isSelectable = useCallback(
    (line: Line | undefined) => isRowLine(line) && unavailable(line.row) === undefined,
    [unavailable],
  );
  const { current, focusLine } = useRovingFocus(lines, scroller, body, view.rowHeight);
  const typing = useTypeAhead({ lines, current, nameOf, focusLine, find: props.find });
  useRememberedScroll(props.memory, lines, scroller);
  useInitialFocus(props.initialFocus, lines, focusLine, grid);
  useSteadyScroll(lines, props.question, scroller, view.rowHeight);
  useEffect(() => onLook(lines, view.first, view.last), [onLook, lines, view.first, view.last]);

  const sayTooMany = useTooMany();
  const selectRange = useRangeSelection({ lines, selection, isSelectable, onSelect, onNeed: props.onNeed });
  const selectTo = (to: number, adding: boolean, from = to) => {
    const found = selection.anchor === null ? -1 : lines.indexOf(selection.anchor);
    const start = found >= 0 ? found : from;
    const anchor = lines.at(start)?.key ?? null;
    if (!selectRange({ from: start, to, adding }, anchor)) sayTooMany(Math.abs(to - start) + 1);
  };
  const selectAll = () => {
    const whole = { from: 0, to: lines.length - 1, adding: false };
    if (!selectRange(whole, selection.anchor)) sayTooMany(lines.length);
  };
  const share = useMemo(
    () => selectedShare(lines, selection, isSelectable),
    [lines, selection, isSelectable],
  );

  const open = (line: Line) => {
    if (isRowLine(line)) props.onOpen(line.row);
    else if (line.kind === "series") props.onOpen(line.study, line.series.id);
  };
  const pointer = useGridPointer({
    lines,
    selection,
    isSelectable,
    focusLine,
    onSelect,
    onSelectTo: selectTo,
    onOpen: open,
    onExpand,
    onSettle: props.onSettle,
    onMenu: props.onMenu,
  });

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
      typing.press(event.key, event.timeStamp);
      event.preventDefault();
      return;
    }
    if (event.key !== "Shift") typing.end();
    const outcome = keyOutcome(press, {
      lines,
      current,
      selection,
      isSelectable,
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
    if (outcome.range) selectTo(outcome.range.to, outcome.range.adding, outcome.range.from);
    if (outcome.all) selectAll();
    if (outcome.expand) onExpand(outcome.expand.row, outcome.expand.expanded);
    if (outcome.open) open(outcome.open);
  }

  const drawn: number[] = [];
  for (let index = view.first; index <= view.last; index += 1) drawn.push(index);
  // The focused row stays in the page when it is scrolled out of sight, or the focus would be lost
  const source = props.held?.source ? lines.indexOf(props.held.source) : -1;
  for (const index of new Set([current, source]))
    if (index >= 0 && (index < view.first || index > view.last)) drawn.push(index);

  return (
    <div ref={scroller} className={styles.scroller} data-list>
      <div
        ref={grid}
        role="treegrid"
        aria-label={label}
        aria-multiselectable
        aria-busy={props.isSettling || undefined}
        aria-rowcount={lines.length + 1}
        aria-colcount={shown.length + 2}
        className={styles.grid}
        style={{ "--columns": tracks(shown) } as CSSProperties}
        onContextMenu={pointer.onContextMenu}
        onKeyDown={handleKeyDown}
        tabIndex={lines.length === 0 ? 0 : -1}
      >
        <div ref={probe} className={styles.probe} />
        <GridHead
          columns={shown}
          sort={props.sort}
          onSort={props.onSort}
          selected={share}
          onSelectAll={(everything) => (everything ? selectAll() : onSelect(nothing))}
        />
        <div
          ref={body}
          role="rowgroup"
          className={styles.body}
          style={{ blockSize: lines.length * view.rowHeight }}
          {...pointer.body}
        >
          {drawn.map((index) => {
            const line = lines.at(index);
            if (!line) return null;
            const place = { index, top: index * view.rowHeight, isCurrent: index === current };
            if (line.kind === "series") {
              const href = props.href(line.study, line.series.id);
              return <SeriesRow key={line.key} line={line} href={href} {...place} />;
            }
            if (!isRowLine(line)) {
              return <SpeakingRow key={slotOf(line, index)} line={line} onRetry={props.onRetry} {...place} />;
            }
            return (
              <FolderRow
                key={line.key}
                row={line.row}
                level={line.level}
                position={line.position}
                siblings={line.siblings}
                isExpanded={line.isExpanded}
                columns={shown}
                isSelected={selection.keys.has(line.key)}
                isHeld={props.held?.keys.has(line.key) ?? false}
                href={props.href(line.row)}
                unavailable={unavailable(line.row)}
                {...place}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Lines without their rows are all alike: whoever drags the scrollbar past thousands of them sees the same few again. */
function slotOf(line: Line, index: number): string {
  return line.kind === "waiting" && line.page !== null ? `waiting-${index % waitingSlots}` : line.key;
}

/** Says that what was asked for is more than can be acted on at once, and how to come to less. */
function useTooMany(): (count: number) => void {
  const { t } = useLingui();
  const formats = useFormats();
  return (count) =>
    notify({
      title: t`At most ${formats.number(mostSelected)} items can be selected at once`,
      detail: <Trans>These would be {formats.number(count)}. Filter the list, or select a part of it.</Trans>,
    });
}

function selectedShare(
  lines: Lines,
  selection: Selection,
  isSelectable: (line: Line | undefined) => boolean,
): "none" | "some" | "all" {
  if (selection.keys.size === 0) return "none";
  if (lines.length > mostSelected) return "some";
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines.at(index);
    if (line?.kind === "waiting" || (line && isSelectable(line) && !selection.keys.has(line.key)))
      return "some";
  }
  return "all";
}
