import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { contentOptions, loadMore, type Row, type Sort } from "@/api/content";
import { markSeen } from "@/api/folders";
import { Problem } from "@/api/problem";
import { placeMemory } from "./place-memory";
import { keepExisting, nothing, type Selection } from "./selection";
import { isRowLine, type Line, type Listing, linesOf } from "./tree";

/** What belongs to one shown folder, and is forgotten with it. */
interface Place {
  folderId: string;
  expanded: ReadonlySet<string>;
  selection: Selection;
}

const placeOf = (folderId: string): Place => ({
  folderId,
  expanded: placeMemory(folderId).expanded,
  selection: nothing,
});
/** The order of the list that was used last; every folder view begins with it. */
let lastSort: Sort = { by: "name", descending: false };

/** Everything the folder view knows: content, live; what is expanded, selected, and how it is sorted. */
export function useFolderView(folderId: string) {
  const client = useQueryClient();
  const [sort, setSort] = useState(lastSort);
  const [kept, setPlace] = useState(() => placeOf(folderId));
  const place = kept.folderId === folderId ? kept : placeOf(folderId);

  const ids = useMemo(() => [folderId, ...place.expanded], [folderId, place.expanded]);
  const queries = useQueries({ queries: ids.map((id) => contentOptions(id, sort)) });
  const [shown] = queries;

  const states = queries.map((query) => [query.data, query.error] as const);
  const paging = usePaging(sort);
  const listings = useStable([...states.flat(), paging.errors], () => {
    const listing = (id: string, index: number): Listing => {
      const known = listingOf(...(states[index] ?? [undefined, null]));
      return known.state === "ready" ? { ...known, moreError: paging.errors.get(id) } : known;
    };
    return new Map(ids.map((id, index) => [id, listing(id, index)]));
  });
  const lines = useMemo(
    () => linesOf(folderId, (id) => listings.get(id) ?? { state: "loading" }, place.expanded),
    [folderId, listings, place.expanded],
  );
  const rows = useMemo(() => new Map(lines.filter(isRowLine).map((line) => [line.key, line.row])), [lines]);
  const selection = useMemo(
    () => keepExisting(place.selection, (key) => rows.has(key)),
    [place.selection, rows],
  );
  const selectedRows = useMemo(
    () => [...rows].filter(([key]) => selection.keys.has(key)).map(([, row]) => row),
    [rows, selection],
  );
  useSeen(folderId, lines);

  const change = useCallback(
    (next: (place: Place) => Partial<Place>) =>
      setPlace((old) => {
        const now = old.folderId === folderId ? old : placeOf(folderId);
        return { ...now, ...next(now) };
      }),
    [folderId],
  );

  return {
    sort,
    setSort: useCallback((next: Sort) => {
      lastSort = next;
      setSort(next);
    }, []),
    lines,
    listing: listings.get(folderId) ?? ({ state: "loading" } satisfies Listing),
    /** The last answer's failure while an older answer is still shown. */
    staleError: shown?.data ? shown.error : null,
    /** When what is shown was read, in ms since 1970. */
    readAt: shown?.dataUpdatedAt ?? 0,
    selection,
    selectedRows,
    select: useCallback((next: Selection) => change(() => ({ selection: next })), [change]),
    expand: useCallback(
      (id: string, expanded: boolean) =>
        change((now) => {
          const next = new Set(now.expanded);
          if (expanded) next.add(id);
          else next.delete(id);
          placeMemory(folderId).expanded = next;
          return { expanded: next };
        }),
      [change, folderId],
    ),
    more: paging.more,
    retry: (id: string) => {
      if (paging.errors.has(id)) paging.more(id);
      else void client.refetchQueries({ queryKey: contentOptions(id, sort).queryKey });
    },
    refresh: useCallback(() => {
      for (const id of ids) void client.refetchQueries({ queryKey: contentOptions(id, sort).queryKey });
    }, [client, ids, sort]),
  };
}

/** Reads the next page of a folder when its end comes into sight; keeps why one could not be read. */
function usePaging(sort: Sort) {
  const client = useQueryClient();
  const [errors, setErrors] = useState<ReadonlyMap<string, unknown>>(new Map());
  const underWay = useRef(new Set<string>());

  const more = useCallback(
    async (id: string) => {
      if (underWay.current.has(id)) return;
      underWay.current.add(id);
      const settle = (error: unknown) =>
        setErrors((known) => {
          if (known.get(id) === error) return known;
          const next = new Map(known);
          if (error === undefined) next.delete(id);
          else next.set(id, error);
          return next;
        });
      try {
        await loadMore(client, id, sort);
        settle(undefined);
      } catch (error) {
        settle(error);
      } finally {
        underWay.current.delete(id);
      }
    },
    [client, sort],
  );
  return { errors, more: useCallback((id: string) => void more(id), [more]) };
}

/** A folder that is gone, or no longer ours to see, is not shown on as it was; a lost connection is. */
function listingOf(data: Parameters<typeof readyListing>[0] | undefined, error: Error | null): Listing {
  const isGone = error instanceof Problem && (error.status === 404 || error.status === 403);
  if (data && !isGone) return readyListing(data);
  return error ? { state: "failed", error } : { state: "loading" };
}

function readyListing(content: Extract<Listing, { state: "ready" }>["content"]): Listing {
  return { state: "ready", content };
}

/** `make` again only when one of `parts` is another: useMemo for a list of changing length. */
function useStable<T>(parts: readonly unknown[], make: () => T): T {
  const kept = useRef<{ parts: readonly unknown[]; value: T } | null>(null);
  const isSame =
    kept.current !== null &&
    kept.current.parts.length === parts.length &&
    kept.current.parts.every((part, index) => Object.is(part, parts[index]));
  if (!isSame) kept.current = { parts, value: make() };
  return (kept.current as { value: T }).value;
}

/**
 * Whoever leaves a folder has seen what was new in it. While it is shown the dots stay, or they would be gone before
 * anyone could read them.
 */
function useSeen(folderId: string, lines: readonly Line[]) {
  const seen = useRef(new Set<string>());
  useEffect(() => {
    for (const line of lines) if (isRowLine(line) && isNewEntry(line.row)) seen.current.add(line.folderId);
  }, [lines]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: going to another folder is what ends the look at this one
  useEffect(() => {
    const folders = seen.current;
    const tell = () => {
      for (const id of folders) {
        // If this is lost the dots simply show once more
        markSeen(id).catch((error: unknown) => console.warn("The dots of new arrivals stay", error));
      }
      folders.clear();
    };
    window.addEventListener("pagehide", tell);
    return () => {
      window.removeEventListener("pagehide", tell);
      tell();
    };
  }, [folderId]);
}

/** A folder's dot stands for what is in it, which is not seen by looking at the folder from outside. */
function isNewEntry(row: Row): boolean {
  return row.new && row.kind !== "folder";
}
