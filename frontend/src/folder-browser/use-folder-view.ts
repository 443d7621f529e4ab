import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Content, contentOptions, type Order, type Row, type Sort } from "@/api/content";
import { markSeen } from "@/api/folders";
import { findPosition } from "@/api/positions";
import { Problem } from "@/api/problem";
import { studyOptions, type ViewedStudy } from "@/api/viewing";
import { placeMemory } from "./place-memory";
import { sharedPlace } from "./places";
import { keepExisting, nothing, type Selection } from "./selection";
import { type Expanded, keyOf, type Lines, type Listing, linesOf, type SeriesListing } from "./tree";
import { usePages } from "./use-pages";

/** What belongs to one shown folder, and is forgotten with it. */
interface Place {
  folderId: string;
  expanded: Expanded;
  selection: Selection;
  /** Words that a row must have to be shown. */
  filter: string;
}

const placeOf = (folderId: string): Place => ({
  folderId,
  expanded: placeMemory(folderId).expanded,
  selection: nothing,
  filter: "",
});
/** The order of the list that was used last; every folder view begins with it. */
let lastSort: Sort = { by: "name", descending: false };

/** Everything the folder view knows: content, live; what is expanded, selected, and how it is sorted and filtered. */
export function useFolderView(folderId: string) {
  const client = useQueryClient();
  const [sort, setSort] = useState(lastSort);
  const [kept, setPlace] = useState(() => placeOf(folderId));
  const place = kept.folderId === folderId ? kept : placeOf(folderId);
  const { expanded, filter } = place;

  const folderIds = useMemo(() => [folderId, ...idsOf(expanded, "folder")], [folderId, expanded]);
  const studyIds = useMemo(() => idsOf(expanded, "study"), [expanded]);
  // The filter narrows the shown folder; what is expanded in it is shown whole
  const orderOf = useCallback(
    (id: string): Order => ({ sort, filter: id === folderId ? filter : "" }),
    [sort, filter, folderId],
  );
  const queries = useQueries({ queries: folderIds.map((id) => contentOptions(id, orderOf(id))) });
  const studies = useQueries({ queries: studyIds.map((id) => studyOptions(id)) });
  const [shown] = queries;
  const pages = usePages(orderOf);

  const states = queries.map((query) => [query.data, query.error] as const);
  const last = useRef(new Map<string, Listing>());
  const listings = useStable([folderIds, ...states.flat(), pages.errors], () => {
    const found = new Map<string, Listing>();
    folderIds.forEach((id, index) => {
      const known = listingOf(...(states[index] ?? [undefined, null]), pages.errors.get(id));
      // While the same folder comes in another order, or filtered, its last state stays: a list that blinks can't be read
      found.set(id, known.state === "loading" ? (last.current.get(id) ?? known) : known);
    });
    last.current = found;
    return found;
  });
  const seriesStates = studies.map((query) => [query.data, query.error] as const);
  const series = useStable([studyIds, ...seriesStates.flat()], () => {
    const listing = (index: number) => seriesOf(...(seriesStates[index] ?? [undefined, null]));
    return new Map(studyIds.map((id, index) => [id, listing(index)]));
  });
  const lines = useMemo(
    () =>
      linesOf(folderId, {
        listing: (id) => listings.get(id) ?? { state: "loading" },
        series: (id) => series.get(id) ?? { state: "loading" },
        expanded,
      }),
    [folderId, listings, series, expanded],
  );

  const change = useCallback(
    (next: (place: Place) => Partial<Place>) =>
      setPlace((old) => {
        const now = old.folderId === folderId ? old : placeOf(folderId);
        return { ...now, ...next(now) };
      }),
    [folderId],
  );
  const select = useCallback((next: Selection) => change(() => ({ selection: next })), [change]);
  const { selection, selectedRows } = useSelected(place.selection, lines, listings);
  useSeen(folderId, listings);

  const refetch = useCallback(
    (id: string) => void client.refetchQueries({ queryKey: contentOptions(id, orderOf(id)).queryKey }),
    [client, orderOf],
  );
  const { forgive } = pages;
  return {
    sort,
    setSort: useCallback((next: Sort) => {
      lastSort = next;
      setSort(next);
    }, []),
    filter,
    /** What was selected is let go: a selected row that nobody sees would be acted on by mistake. */
    setFilter: useCallback((next: string) => change(() => ({ filter: next, selection: nothing })), [change]),
    lines,
    listing: listings.get(folderId) ?? ({ state: "loading" } satisfies Listing),
    /** What the lines answer: changes when another order or filter has arrived. */
    question: useArrived(`${sort.by} ${sort.descending} ${filter}`, shown?.data !== undefined),
    /** Another order or filter is on its way; what is shown is the state before. */
    isSettling: shown?.data === undefined && !shown?.error,
    /** The last answer's failure while an older answer is still shown. */
    staleError: shown?.data ? shown.error : null,
    /** When what is shown was read, in ms since 1970. */
    readAt: shown?.dataUpdatedAt ?? 0,
    selection,
    selectedRows,
    select,
    /** Open or close a folder in place. */
    expand: useCallback(
      (id: string, isOpen: boolean) =>
        change((now) => ({
          expanded: remember(folderId, now.expanded, `folder:${id}`, isOpen ? { kind: "folder", id } : null),
        })),
      [change, folderId],
    ),
    /** Open or close a folder or a study in place. */
    expandRow: useCallback(
      (row: Row, isOpen: boolean) => {
        const content =
          row.kind === "study" && row.study_id !== null
            ? ({ kind: "study", id: row.study_id } as const)
            : ({ kind: "folder", id: row.id } as const);
        change((now) => ({
          expanded: remember(folderId, now.expanded, keyOf(row), isOpen ? content : null),
        }));
      },
      [change, folderId],
    ),
    /** By the beginning of a name, also among rows that are not loaded. What others share is always loaded whole. */
    find: useMemo(
      () =>
        sort.by === "name" && folderId !== sharedPlace
          ? (prefix: string, start: number) => findPosition(folderId, { sort, filter }, prefix, start)
          : undefined,
      [folderId, sort, filter],
    ),
    look: pages.look,
    need: pages.need,
    retry: useCallback(
      (id: string) => {
        forgive(id);
        refetch(id);
        void client.refetchQueries({
          queryKey: ["study"],
          type: "active",
          predicate: ({ state }) => state.error !== null,
        });
      },
      [client, forgive, refetch],
    ),
    refresh: useCallback(() => {
      for (const id of folderIds) {
        forgive(id);
        refetch(id);
      }
    }, [folderIds, forgive, refetch]),
  };
}

function idsOf(expanded: Expanded, kind: "folder" | "study"): string[] {
  return [...new Set([...expanded.values()].filter((one) => one.kind === kind).map((one) => one.id))];
}

function remember(
  folderId: string,
  expanded: Expanded,
  key: string,
  content: { kind: "folder" | "study"; id: string } | null,
): Expanded {
  const next = new Map(expanded);
  if (content) next.set(key, content);
  else next.delete(key);
  placeMemory(folderId).expanded = next;
  return next;
}

/**
 * The selected rows, also those that are far out of sight; without what has gone. What comes back by Undo is selected as
 * before: only the next choice forgets it.
 */
function useSelected(chosen: Selection, lines: Lines, listings: ReadonlyMap<string, Listing>) {
  const kept = useRef(new Map<string, { row: Row; folderId: string }>());
  const selected = useMemo(() => {
    const known = new Map<string, { row: Row; folderId: string }>();
    for (const key of chosen.keys) {
      const now = lines.row(key) ?? kept.current.get(key);
      if (now) known.set(key, { row: now.row, folderId: now.folderId });
    }
    kept.current = known;
    return known;
  }, [chosen, lines]);
  const selection = useMemo(() => {
    const isThere = (key: string) => {
      if (lines.indexOf(key) >= 0) return true;
      const one = selected.get(key);
      // Just made, in a folder whose content is still on its way
      if (!one) return true;
      if (!lines.folders.has(one.folderId)) return false;
      const listing = listings.get(one.folderId);
      if (listing?.state !== "ready") return false;
      return !listing.content.gone.has(key) && !isWhole(listing.content);
    };
    return keepExisting(chosen, isThere);
  }, [chosen, lines, listings, selected]);
  const selectedRows = useMemo(
    () => [...selected].filter(([key]) => selection.keys.has(key)).map(([, { row }]) => row),
    [selected, selection],
  );
  return { selection, selectedRows };
}

function isWhole({ pages, total }: Content): boolean {
  let loaded = 0;
  for (const rows of pages.values()) loaded += rows.length;
  return loaded >= total;
}

/** A folder that is gone, or no longer ours to see, is not shown on as it was; a lost connection is. */
function listingOf(
  content: Content | undefined,
  error: Error | null,
  pageErrors: ReadonlyMap<number, unknown> | undefined,
): Listing {
  const isGone = error instanceof Problem && (error.status === 404 || error.status === 403);
  if (content && !isGone) return { state: "ready", content, pageErrors };
  return error ? { state: "failed", error } : { state: "loading" };
}

function seriesOf(study: ViewedStudy | undefined, error: Error | null): SeriesListing {
  if (study) return { state: "ready", series: study.series };
  return error ? { state: "failed", error } : { state: "loading" };
}

/** The value as it was when its answer was there last. */
function useArrived<T>(value: T, isThere: boolean): T {
  const arrived = useRef(value);
  if (isThere) arrived.current = value;
  return arrived.current;
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
function useSeen(folderId: string, listings: ReadonlyMap<string, Listing>) {
  const seen = useRef(new Set<string>());
  const looked = useRef(new WeakSet<readonly Row[]>());
  useEffect(() => {
    for (const [id, listing] of listings) {
      if (listing.state !== "ready") continue;
      for (const rows of listing.content.pages.values()) {
        if (!looked.current.has(rows) && rows.some(isNewEntry)) seen.current.add(id);
        looked.current.add(rows);
      }
    }
  }, [listings]);

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
