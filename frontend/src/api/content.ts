import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";
import type { paths } from "./schema";

/** A folder, a study or a document as it stands in a folder. */
export type Row = Schemas["Row"];
export type Mark = Schemas["Mark"];

type Question = NonNullable<paths["/api/folders/{folder_id}/content"]["get"]["parameters"]["query"]>;

export interface Sort {
  by: NonNullable<Question["sort"]>;
  descending: boolean;
}

/** Which rows of a folder are asked for, and in which order. */
export interface Order {
  sort: Sort;
  /** Words that must occur in a row; "" for all rows. */
  filter: string;
}

/** A folder's content as far as someone has looked at it: of 100,000 rows only the pages near what is in sight. */
export interface Content {
  folder: Schemas["Folder"];
  activeLinks: readonly Mark[];
  /** How many rows there are, loaded or not. */
  total: number;
  /** Page number (from 0, `pageSize` rows each) to its rows. Page 0 is always there. */
  pages: ReadonlyMap<number, readonly Row[]>;
  /** Keys of rows that were known before the latest change and are not where they were any more. */
  gone: ReadonlySet<string>;
  /** Names this state of the folder: the server answers 304 as long as it still holds. */
  etag: string | null;
}

export const contentKey = ["content"] as const;

/** What others share, listed as if it were a folder of that name. */
export const sharedPlace = "shared";

/** Rows of one page: an answer small enough to be there before an eye has come to rest. */
export const pageSize = 100;
/** Live means: what a guest has delivered shows within 5 s. */
const pollInterval = 3_000;
/** Pages kept of one folder; the memory of the list stays bounded however far someone scrolls. */
const mostPages = 60;
/** The first pages stay: folders stand at the top, and what is expanded has its place in them. */
const firstPages = 8;
/** Pages read again when a folder has changed: those in sight, and those of what is selected. */
const mostReread = 12;

/** A row's name in selections: ids of folders and of entries come from different tables. */
export function keyOf(row: Pick<Row, "kind" | "id">): string {
  return `${row.kind}:${row.id}`;
}

const sights = new Map<string, readonly number[]>();

/** Says which pages of a folder are being looked at: these are read again when the folder has changed. */
export function lookAt(folderId: string, pages: readonly number[]): void {
  sights.set(folderId, pages);
}

/**
 * A folder's content, polled while the page is visible. A poll costs one conditional request; if something has changed,
 * the first page and the pages in sight are read again, and the others when someone looks at them.
 */
export function contentOptions(folderId: string, order: Order) {
  return queryOptions({
    queryKey: [...contentKey, folderId, order] as const,
    queryFn: async ({ client, queryKey, signal }): Promise<Content> => {
      const known = client.getQueryData<Content>(queryKey);
      const first = await readPage(folderId, order, 0, signal, known?.etag);
      if (first !== "unchanged") return readAgain(known, first, folderId, order, signal);
      // Further pages may have come meanwhile
      const now = client.getQueryData<Content>(queryKey);
      if (!now) throw new Error("304 without an If-None-Match");
      return now;
    },
    refetchInterval: pollInterval,
    // The previous answer is handed on unchanged, or is new altogether: there is nothing to merge
    structuralSharing: false,
  });
}

/** Read one more page into what `contentOptions` holds, unless it is there. */
export async function loadPage(
  client: QueryClient,
  folderId: string,
  order: Order,
  page: number,
): Promise<void> {
  const { queryKey } = contentOptions(folderId, order);
  const known = client.getQueryData<Content>(queryKey);
  if (!known || known.pages.has(page)) return;
  const answer = await readPage(folderId, order, page);
  const now = client.getQueryData<Content>(queryKey);
  if (answer === "unchanged" || !now || now.etag !== known.etag) return;
  if (answer.total !== now.total) {
    // The folder has changed since: rows of two states don't go together
    await client.refetchQueries({ queryKey, exact: true });
    return;
  }
  const pages = bounded(new Map(now.pages).set(page, answer.rows), page);
  client.setQueryData<Content>(queryKey, { ...now, pages });
}

/** Without the pages farthest from `near` when there are too many. */
function bounded(pages: Map<number, readonly Row[]>, near: number): ReadonlyMap<number, readonly Row[]> {
  if (pages.size <= mostPages) return pages;
  const far = [...pages.keys()]
    .filter((page) => page >= firstPages)
    .sort((one, other) => Math.abs(other - near) - Math.abs(one - near))
    .slice(0, pages.size - mostPages);
  for (const page of far) pages.delete(page);
  return pages;
}

type Page = Pick<Content, "folder" | "activeLinks" | "total" | "etag"> & { rows: readonly Row[] };

async function readAgain(
  known: Content | undefined,
  first: Page,
  folderId: string,
  order: Order,
  signal: AbortSignal,
): Promise<Content> {
  const { rows, ...state } = first;
  const pages = new Map([[0, rows]]);
  if (!known) return { ...state, pages, gone: new Set() };
  const last = Math.max(Math.ceil(first.total / pageSize) - 1, 0);
  const moved = Math.trunc((first.total - known.total) / pageSize);
  const seen = (sights.get(folderId) ?? []).filter((page) => known.pages.has(page)).slice(0, mostReread);
  // What stands above may have grown or shrunk: the rows in sight are then that much further down or up
  const wanted = new Set(
    seen.flatMap((page) => [page, page + moved, page + Math.sign(first.total - known.total)]),
  );
  const again = [...wanted].filter((page) => page > 0 && page <= last);
  const answers = await Promise.all(again.map((page) => readPage(folderId, order, page, signal)));
  answers.forEach((answer, index) => {
    if (answer !== "unchanged") pages.set(again[index] as number, answer.rows);
  });
  return { ...state, pages, gone: goneOf(known, [0, ...seen], pages) };
}

/** The rows of `seen` that are on none of the new pages. */
function goneOf(
  known: Content,
  seen: readonly number[],
  pages: ReadonlyMap<number, readonly Row[]>,
): ReadonlySet<string> {
  const gone = new Set(seen.flatMap((page) => (known.pages.get(page) ?? []).map(keyOf)));
  for (const rows of pages.values()) for (const row of rows) gone.delete(keyOf(row));
  return gone;
}

async function readPage(
  folderId: string,
  { sort, filter }: Order,
  page: number,
  signal?: AbortSignal,
  etag?: string | null,
): Promise<Page | "unchanged"> {
  if (folderId === sharedPlace) return readShared({ sort, filter }, signal);
  const answer = await api.GET("/api/folders/{folder_id}/content", {
    params: {
      path: { folder_id: folderId },
      query: {
        limit: pageSize,
        sort: sort.by,
        descending: sort.descending,
        ...(filter ? { filter } : {}),
        ...(page > 0 ? { offset: page * pageSize } : {}),
      },
    },
    ...(etag ? { headers: { "If-None-Match": etag } } : {}),
    ...(signal ? { signal } : {}),
  });
  if (answer.response.status === 304) return "unchanged";
  const read = body(answer);
  return {
    folder: read.folder,
    rows: read.items,
    activeLinks: read.active_links,
    total: read.total,
    etag: answer.response.headers.get("ETag"),
  };
}

const nothingAllowed = {
  may_add: false,
  may_rename: false,
  may_delete: false,
  may_share: false,
  may_grant: false,
} as const;

/** The topmost folders that colleagues share: few enough for one answer, which is put in order here. */
async function readShared({ sort, filter }: Order, signal?: AbortSignal): Promise<Page> {
  const { items } = body(await api.GET("/api/shared-folders", signal ? { signal } : {}));
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const rows = items
    .filter((row) => words.every((word) => row.name.toLocaleLowerCase().includes(word)))
    .sort((one, other) =>
      sort.by === "added_at"
        ? one.added_at.localeCompare(other.added_at)
        : one.name.localeCompare(other.name, undefined, { numeric: true }),
    );
  if (sort.descending) rows.reverse();
  return {
    folder: {
      id: sharedPlace,
      name: "",
      parent_id: null,
      breadcrumbs: [{ id: sharedPlace, name: "" }],
      rights: nothingAllowed,
      created_at: "",
      etag: "",
      is_own: false,
      owner_name: "",
      shared_until: null,
    },
    rows,
    activeLinks: [],
    total: rows.length,
    etag: null,
  };
}
