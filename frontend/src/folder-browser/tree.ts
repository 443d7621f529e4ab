import { type Content, keyOf, pageSize, type Row } from "@/api/content";
import type { ViewedSeries } from "@/api/viewing";

export { keyOf };

/** What is known of one folder's content at this moment. */
export type Listing =
  | { state: "loading" }
  | { state: "failed"; error: unknown }
  /** `pageErrors`: why single pages could not be read. */
  | { state: "ready"; content: Content; pageErrors?: ReadonlyMap<number, unknown> | undefined };

/** What is known of the series of an opened study. */
export type SeriesListing =
  | { state: "loading" }
  | { state: "failed"; error: unknown }
  | { state: "ready"; series: readonly ViewedSeries[] };

/** What is expanded: the row's key to the id by which its content is asked for. */
export type Expanded = ReadonlyMap<string, { kind: "folder" | "study"; id: string }>;

interface Place {
  key: string;
  /** From 1, as in aria-level. */
  level: number;
  /** The folder in whose content it stands. */
  folderId: string;
  /** From 1, among its siblings. */
  position: number;
  siblings: number;
}

/** One line of the tree grid: a thing, or what is said in its place. */
export type Line =
  | (Place & { kind: "row"; row: Row; isExpanded: boolean })
  | (Place & { kind: "series"; series: ViewedSeries; study: Row })
  /** On its way; a `page` that is not being read yet is asked for when it comes into sight. */
  | (Place & { kind: "waiting"; page: number | null })
  | (Place & { kind: "empty"; of: "folder" | "study" })
  | (Place & { kind: "failed"; error: unknown });

export type RowLine = Extract<Line, { kind: "row" }>;
export type SeriesLine = Extract<Line, { kind: "series" }>;

export function isRowLine(line: Line | undefined): line is RowLine {
  return line?.kind === "row";
}

/** Whether a row has something to show below itself. */
export function canExpand(row: Row): boolean {
  return row.kind === "folder" ? row.has_children : row.kind === "study" && row.study_id !== null;
}

interface Known {
  listing(folderId: string): Listing;
  series(studyId: string): SeriesListing;
  expanded: Expanded;
}

/** A stretch of lines: either all written out, or a folder's rows with the stretches of what is expanded in between. */
type Block = { lines: readonly Line[]; length: number } | ContentBlock;

interface ContentBlock {
  folderId: string;
  level: number;
  content: Content;
  pageErrors: ReadonlyMap<number, unknown> | undefined;
  /** What is expanded, in the order of the rows it stands below. */
  below: readonly { offset: number; block: Block }[];
  length: number;
}

const waitingLines = 8;
const waitingLinesBelow = 2;
/** Of a page that could not be read every so many lines say so. */
const failedEvery = 10;

/**
 * The lines of the tree grid from top to bottom: the shown folder's content, and below each expanded row its own. Of
 * 100,000 lines only those that are asked for are made: all costs depend on what is loaded and expanded, none on how much
 * there is.
 */
export class Lines implements Iterable<Line> {
  readonly length: number;
  /** The folders whose content is shown. */
  readonly folders: ReadonlySet<string>;
  readonly #block: Block;
  readonly #made = new Map<number, Line>();

  constructor(block: Block) {
    this.#block = block;
    this.length = block.length;
    this.folders = new Set(foldersOf(block));
  }

  at(index: number): Line | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const known = this.#made.get(index);
    if (known) return known;
    const line = lineIn(this.#block, index);
    if (line) this.#made.set(index, line);
    return line;
  }

  /** Where a row stands that is loaded; -1 for any other key. */
  indexOf(key: string): number {
    return indexIn(this.#block, key);
  }

  row(key: string): RowLine | undefined {
    const line = this.at(this.indexOf(key));
    return isRowLine(line) ? line : undefined;
  }

  /** The row below which the line at `index` stands; -1 at the top level. */
  parentOf(index: number): number {
    return parentIn(this.#block, index);
  }

  /** Whether all rows of the shown folder are loaded. */
  get isWhole(): boolean {
    return "lines" in this.#block || loadedOf(this.#block.content) >= this.#block.content.total;
  }

  /** The shown folder's own row at this line, or the next one after it: how many of them stand before it. */
  ownOffset(index: number): number {
    return ownOffsetIn(this.#block, index);
  }

  /** Where the shown folder's own row at an offset stands. */
  indexOfOwn(offset: number): number {
    if ("lines" in this.#block) return offset;
    const above = this.#block.below.filter((part) => part.offset < offset);
    return above.reduce((sum, { block }) => sum + block.length, offset);
  }

  /** The indices of all rows that are loaded, from top to bottom. */
  *loaded(): Iterable<number> {
    yield* loadedIn(this.#block, 0);
  }

  /** For short lists, as in tests: makes every line. */
  *[Symbol.iterator](): Iterator<Line> {
    for (let index = 0; index < this.length; index += 1) {
      const line = this.at(index);
      if (line) yield line;
    }
  }
}

/** The lines below a folder. The shown folder itself has no "empty" line: that is the whole page's business. */
export function linesOf(folderId: string, known: Known): Lines {
  return new Lines(folderBlock(folderId, known, 1));
}

function folderBlock(folderId: string, known: Known, level: number): Block {
  const listing = known.listing(folderId);
  if (listing.state === "loading") {
    return waiting(folderId, folderId, level, level === 1 ? waitingLines : waitingLinesBelow);
  }
  if (listing.state === "failed") return failed(folderId, folderId, level, listing.error);
  const { content, pageErrors } = listing;
  if (content.total === 0) {
    return level === 1
      ? written([])
      : written([{ ...alone("empty", folderId, folderId, level), kind: "empty", of: "folder" }]);
  }
  const below: { offset: number; block: Block }[] = [];
  for (const [key, { kind, id }] of known.expanded) {
    const offset = offsetOf(content, key);
    if (offset < 0) continue;
    const row = rowAt(content, offset);
    if (kind === "folder") below.push({ offset, block: folderBlock(id, known, level + 1) });
    else if (row) below.push({ offset, block: seriesBlock(folderId, row, known.series(id), level + 1) });
  }
  below.sort((one, other) => one.offset - other.offset);
  const length = below.reduce((sum, { block }) => sum + block.length, content.total);
  return { folderId, level, content, pageErrors, below, length };
}

function seriesBlock(folderId: string, study: Row, listing: SeriesListing, level: number): Block {
  if (listing.state === "loading") {
    return waiting(study.id, folderId, level, Math.min(study.series_count || 1, waitingLines));
  }
  if (listing.state === "failed") return failed(study.id, folderId, level, listing.error);
  if (listing.series.length === 0) {
    return written([{ ...alone("empty", study.id, folderId, level), kind: "empty", of: "study" }]);
  }
  return written(
    listing.series.map((series, index) => ({
      key: `series:${study.id}:${series.id}`,
      level,
      folderId,
      position: index + 1,
      siblings: listing.series.length,
      kind: "series",
      series,
      study,
    })),
  );
}

const written = (lines: readonly Line[]): Block => ({ lines, length: lines.length });

const alone = (name: string, of: string, folderId: string, level: number): Place => ({
  key: `${name}:${of}`,
  level,
  folderId,
  position: 1,
  siblings: 1,
});

function waiting(of: string, folderId: string, level: number, count: number): Block {
  return written(
    Array.from({ length: count }, (_, index) => ({
      ...alone(`waiting-${index}`, of, folderId, level),
      kind: "waiting",
      page: null,
    })),
  );
}

function failed(of: string, folderId: string, level: number, error: unknown): Block {
  return written([{ ...alone("failed", of, folderId, level), kind: "failed", error }]);
}

function foldersOf(block: Block): string[] {
  if ("lines" in block) return [];
  return [block.folderId, ...block.below.flatMap((part) => foldersOf(part.block))];
}

function lineIn(block: Block, index: number): Line | undefined {
  if ("lines" in block) return block.lines[index];
  let shift = 0;
  for (const part of block.below) {
    const start = part.offset + 1 + shift;
    if (index < start) break;
    if (index < start + part.block.length) return lineIn(part.block, index - start);
    shift += part.block.length;
  }
  return ownLine(block, index - shift);
}

function ownLine(block: ContentBlock, offset: number): Line {
  const { folderId, level, content, pageErrors } = block;
  const place = { level, folderId, position: offset + 1, siblings: content.total };
  const row = rowAt(content, offset);
  if (row) {
    const isExpanded = block.below.some((part) => part.offset === offset);
    return { ...place, kind: "row", key: keyOf(row), row, isExpanded };
  }
  const page = Math.floor(offset / pageSize);
  if (pageErrors?.has(page) && offset % failedEvery === 0) {
    return { ...place, kind: "failed", key: `failed:${folderId}:${offset}`, error: pageErrors.get(page) };
  }
  return { ...place, kind: "waiting", key: `waiting:${folderId}:${offset}`, page };
}

function ownOffsetIn(block: Block, index: number): number {
  if ("lines" in block) return index;
  let shift = 0;
  for (const part of block.below) {
    const start = part.offset + 1 + shift;
    if (index < start) break;
    if (index < start + part.block.length) return part.offset + 1;
    shift += part.block.length;
  }
  return index - shift;
}

function loadedOf({ pages }: Content): number {
  let loaded = 0;
  for (const rows of pages.values()) loaded += rows.length;
  return loaded;
}

function parentIn(block: Block, index: number): number {
  if ("lines" in block) return -1;
  let shift = 0;
  for (const part of block.below) {
    const start = part.offset + 1 + shift;
    if (index < start) return -1;
    if (index < start + part.block.length) {
      const inside = parentIn(part.block, index - start);
      return inside >= 0 ? start + inside : start - 1;
    }
    shift += part.block.length;
  }
  return -1;
}

function indexIn(block: Block, key: string): number {
  if ("lines" in block) return block.lines.findIndex((line) => line.key === key);
  const own = offsetOf(block.content, key);
  let shift = 0;
  for (const part of block.below) {
    if (own >= 0) {
      if (part.offset < own) shift += part.block.length;
      continue;
    }
    const inside = indexIn(part.block, key);
    if (inside >= 0) return part.offset + 1 + shift + inside;
    shift += part.block.length;
  }
  return own >= 0 ? own + shift : -1;
}

function* loadedIn(block: Block, start: number): Iterable<number> {
  if ("lines" in block) return;
  const pages = [...block.content.pages].sort(([one], [other]) => one - other);
  let shift = 0;
  let next = 0;
  for (const [page, rows] of pages) {
    for (let place = 0; place < rows.length; place += 1) {
      const offset = page * pageSize + place;
      for (let part = block.below[next]; part && part.offset < offset; part = block.below[next]) {
        yield* loadedIn(part.block, start + part.offset + 1 + shift);
        shift += part.block.length;
        next += 1;
      }
      yield start + offset + shift;
    }
  }
  for (const part of block.below.slice(next)) {
    yield* loadedIn(part.block, start + part.offset + 1 + shift);
    shift += part.block.length;
  }
}

function rowAt(content: Content, offset: number): Row | undefined {
  return content.pages.get(Math.floor(offset / pageSize))?.[offset % pageSize];
}

const placesOfPage = new WeakMap<readonly Row[], ReadonlyMap<string, number>>();

/** Each page learns once where its rows stand. */
function placesIn(rows: readonly Row[]): ReadonlyMap<string, number> {
  const known = placesOfPage.get(rows);
  if (known) return known;
  const places = new Map(rows.map((row, index) => [keyOf(row), index]));
  placesOfPage.set(rows, places);
  return places;
}

function offsetOf(content: Content, key: string): number {
  for (const [page, rows] of content.pages) {
    const place = placesIn(rows).get(key);
    if (place !== undefined) return page * pageSize + place;
  }
  return -1;
}

/**
 * Type-ahead: the next loaded row whose name begins with what was typed, from `from` around to it.
 *
 * @returns an index into `lines`, or -1
 */
export function findByName(lines: Lines, typed: string, from: number, nameOf: (row: Row) => string): number {
  let first = -1;
  for (const index of lines.loaded()) {
    if (first >= 0 && index < from) continue;
    const line = lines.at(index);
    if (!isRowLine(line) || !beginsWith(nameOf(line.row), typed)) continue;
    if (index >= from) return index;
    first = index;
  }
  return first;
}

/** Without regard to accents and case, as people type. */
export function beginsWith(name: string, typed: string): boolean {
  return folded(name).startsWith(folded(typed));
}

/** Without accents and without case. */
function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
