import type { Content, Row } from "@/api/content";

/** What is known of one folder's content at this moment. */
export type Listing =
  | { state: "loading" }
  | { state: "failed"; error: unknown }
  /** `moreError`: why the next page could not be read. */
  | { state: "ready"; content: Content; moreError?: unknown };

interface Place {
  key: string;
  /** From 1, as in aria-level. */
  level: number;
  /** The folder in whose content it stands. */
  folderId: string;
}

/** One line of the tree grid: a thing, or what is said in its place. */
export type Line =
  | (Place & {
      kind: "row";
      row: Row;
      isExpanded: boolean;
      /** From 1, among its siblings. */
      position: number;
      /** How many siblings; -1 while further pages are not loaded. */
      siblings: number;
    })
  | (Place & { kind: "waiting" })
  | (Place & { kind: "more" })
  | (Place & { kind: "empty" })
  | (Place & { kind: "failed"; error: unknown });

export type RowLine = Extract<Line, { kind: "row" }>;

export function isRowLine(line: Line | undefined): line is RowLine {
  return line?.kind === "row";
}

/** A row's name in selections: ids of folders and of entries come from different tables. */
export function keyOf(row: Row): string {
  return `${row.kind}:${row.id}`;
}

const waitingLines = 8;
const waitingLinesBelow = 2;

/**
 * The lines of the tree grid from top to bottom: the shown folder's content, and below each expanded folder its own.
 * The shown folder itself has no "empty" line: that is the whole page's business.
 */
export function linesOf(
  folderId: string,
  listing: (folderId: string) => Listing,
  expanded: ReadonlySet<string>,
  level = 1,
): Line[] {
  const place = (name: string): Place => ({ key: `${name}:${folderId}`, level, folderId });
  const known = listing(folderId);
  if (known.state === "loading") {
    const count = level === 1 ? waitingLines : waitingLinesBelow;
    return Array.from({ length: count }, (_, index) => ({ ...place(`waiting-${index}`), kind: "waiting" }));
  }
  if (known.state === "failed") {
    return [{ ...place("failed"), kind: "failed", error: known.error }];
  }

  const { rows, nextCursor } = known.content;
  if (rows.length === 0) return level === 1 ? [] : [{ ...place("empty"), kind: "empty" }];
  const lines: Line[] = [];
  rows.forEach((row, index) => {
    const isExpanded = row.kind === "folder" && expanded.has(row.id);
    lines.push({
      kind: "row",
      key: keyOf(row),
      level,
      folderId,
      row,
      isExpanded,
      position: index + 1,
      siblings: nextCursor ? -1 : rows.length,
    });
    if (isExpanded) for (const line of linesOf(row.id, listing, expanded, level + 1)) lines.push(line);
  });
  if (nextCursor) {
    const { moreError } = known;
    lines.push(
      moreError === undefined
        ? { ...place("more"), kind: "more" }
        : { ...place("more-failed"), kind: "failed", error: moreError },
    );
  }
  return lines;
}

/** Where the parent of the line at `index` stands; -1 at the top level. */
export function parentIndex(lines: readonly Line[], index: number): number {
  const level = lines[index]?.level ?? 1;
  for (let above = index - 1; above >= 0; above -= 1) {
    if ((lines[above]?.level ?? 0) < level) return above;
  }
  return -1;
}

/**
 * Type-ahead: the next row whose name begins with what was typed, from the one after `from` around to it.
 *
 * @returns an index into `lines`, or -1
 */
export function findByName(
  lines: readonly Line[],
  typed: string,
  from: number,
  nameOf: (row: Row) => string,
): number {
  const wanted = folded(typed);
  for (let step = 0; step < lines.length; step += 1) {
    const index = (from + step) % lines.length;
    const line = lines[index];
    if (isRowLine(line) && folded(nameOf(line.row)).startsWith(wanted)) return index;
  }
  return -1;
}

/** Without accents and without case, as people type. */
function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
