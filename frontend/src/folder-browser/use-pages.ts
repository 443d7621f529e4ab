import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { loadPage, lookAt, type Order, pageSize } from "@/api/content";
import { isRowLine, type Lines } from "./tree";

/** Lines read before they come into sight. */
const ahead = 40;
/** Pages read at a time; the newest look decides which ones are next. */
const atOnce = 2;

type Errors = ReadonlyMap<string, ReadonlyMap<number, unknown>>;

/**
 * Reads the pages that are being looked at, and only those: whoever drags the scrollbar past 50,000 rows asks for the pages
 * where they stop. Keeps why one could not be read.
 */
export function usePages(orderOf: (folderId: string) => Order) {
  const client = useQueryClient();
  const [errors, setErrors] = useState<Errors>(new Map());
  const underWay = useRef(new Set<string>());
  const sight = useRef({ lines: null as Lines | null, first: 0, last: 0 });
  /** Lines asked for although they are out of sight, as by a Shift selection. */
  const needed = useRef<{ first: number; last: number } | null>(null);
  const latest = useRef({ orderOf, errors });
  latest.current = { orderOf, errors };

  const readNext = useCallback(() => {
    const { lines, first, last } = sight.current;
    if (!lines) return;
    const ranges = [
      [first, last],
      [first - ahead, last + ahead],
      ...(needed.current ? [[needed.current.first, needed.current.last]] : []),
    ];
    for (const [from, to] of ranges as [number, number][]) {
      for (const { folderId, page } of missing(lines, from, to)) {
        if (underWay.current.size >= atOnce) return;
        const name = `${folderId}:${page}`;
        if (underWay.current.has(name) || latest.current.errors.get(folderId)?.has(page)) continue;
        underWay.current.add(name);
        loadPage(client, folderId, latest.current.orderOf(folderId), page)
          .catch((error: unknown) => setErrors((now) => withError(now, folderId, page, error)))
          .finally(() => {
            underWay.current.delete(name);
            // The page stands in the lines only after the next drawing; what else is in sight need not wait for it
            window.setTimeout(readNext, 0);
          });
      }
    }
  }, [client]);

  return {
    errors,
    /** Says which lines are in sight. */
    look: useCallback(
      (lines: Lines, first: number, last: number) => {
        sight.current = { lines, first, last };
        for (const [folderId, pages] of pagesOf(lines, first, last)) lookAt(folderId, pages);
        readNext();
      },
      [readNext],
    ),
    /** Says which lines are wanted wherever one looks; null: none. */
    need: useCallback(
      (range: { first: number; last: number } | null) => {
        needed.current = range;
        readNext();
      },
      [readNext],
    ),
    forgive: useCallback(
      (folderId: string) =>
        setErrors((now) => (now.has(folderId) ? new Map([...now].filter(([id]) => id !== folderId)) : now)),
      [],
    ),
  };
}

function* missing(lines: Lines, from: number, to: number): Iterable<{ folderId: string; page: number }> {
  const last = Math.min(to, lines.length - 1);
  for (let index = Math.max(from, 0); index <= last; index += 1) {
    const line = lines.at(index);
    if (line?.kind === "waiting" && line.page !== null) yield { folderId: line.folderId, page: line.page };
  }
}

function pagesOf(lines: Lines, first: number, last: number): ReadonlyMap<string, number[]> {
  const found = new Map<string, number[]>();
  for (let index = Math.max(first, 0); index <= Math.min(last, lines.length - 1); index += 1) {
    const line = lines.at(index);
    if (!isRowLine(line)) continue;
    const page = Math.floor((line.position - 1) / pageSize);
    const pages = found.get(line.folderId);
    if (!pages) found.set(line.folderId, [page]);
    else if (!pages.includes(page)) pages.push(page);
  }
  return found;
}

function withError(errors: Errors, folderId: string, page: number, error: unknown): Errors {
  const ofFolder = new Map(errors.get(folderId)).set(page, error);
  return new Map(errors).set(folderId, ofFolder);
}
