import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";

/** A folder, a study or a document as it stands in a folder. */
export type Row = Schemas["Row"];
export type Mark = Schemas["Mark"];

export interface Sort {
  by: "name" | "study_date" | "added_at" | "patient_id";
  descending: boolean;
}

/** As much of a folder's content as has been asked for. */
export interface Content {
  folder: Schemas["Folder"];
  rows: readonly Row[];
  activeLinks: readonly Mark[];
  nextCursor: string | null;
  /** Names this state of the folder: the server answers 304 as long as it still holds. */
  etag: string | null;
}

export const contentKey = ["content"] as const;

/** Live means: what a guest has delivered shows within 5 s. */
const pollInterval = 3_000;
/** The first page is small, so that a folder opens at once; what follows comes in larger pieces. */
const firstPage = 200;
const laterPage = 500;

/**
 * A folder's content, polled while the page is visible. A poll costs one conditional request; only if something has
 * changed is everything that had been loaded read again.
 */
export function contentOptions(folderId: string, sort: Sort) {
  return queryOptions({
    queryKey: [...contentKey, folderId, sort],
    queryFn: async ({ client, queryKey, signal }): Promise<Content> => {
      const known = client.getQueryData<Content>(queryKey);
      const first = await readPage(folderId, sort, { limit: firstPage, etag: known?.etag ?? null, signal });
      if (first === "unchanged" && known) return known;
      if (first === "unchanged") throw new Error("304 without an If-None-Match");
      return readUpTo(known?.rows.length ?? 0, first, folderId, sort, signal);
    },
    refetchInterval: pollInterval,
    // The previous answer is handed on unchanged, or is new altogether: there is nothing to merge
    structuralSharing: false,
  });
}

/** Append the next page to what `contentOptions` holds. */
export async function loadMore(client: QueryClient, folderId: string, sort: Sort): Promise<void> {
  const { queryKey } = contentOptions(folderId, sort);
  const known = client.getQueryData<Content>(queryKey);
  if (!known?.nextCursor) return;
  const page = await readPage(folderId, sort, { limit: laterPage, cursor: known.nextCursor });
  if (page === "unchanged") return;
  // A poll may have replaced the list meanwhile: then this page continues a list that is no more
  if (client.getQueryData(queryKey) !== known) return loadMore(client, folderId, sort);
  client.setQueryData<Content>(queryKey, {
    ...known,
    rows: [...known.rows, ...page.rows],
    nextCursor: page.nextCursor,
  });
}

async function readUpTo(
  count: number,
  content: Content,
  folderId: string,
  sort: Sort,
  signal: AbortSignal,
): Promise<Content> {
  const rows = [...content.rows];
  let cursor = content.nextCursor;
  while (cursor && rows.length < count) {
    const page = await readPage(folderId, sort, { limit: laterPage, cursor, signal });
    if (page === "unchanged") break;
    rows.push(...page.rows);
    cursor = page.nextCursor;
  }
  return { ...content, rows, nextCursor: cursor };
}

interface PageWish {
  limit: number;
  cursor?: string;
  etag?: string | null;
  signal?: AbortSignal;
}

async function readPage(folderId: string, sort: Sort, wish: PageWish): Promise<Content | "unchanged"> {
  const answer = await api.GET("/api/folders/{folder_id}/content", {
    params: {
      path: { folder_id: folderId },
      query: {
        limit: wish.limit,
        sort: sort.by,
        descending: sort.descending,
        ...(wish.cursor ? { cursor: wish.cursor } : {}),
      },
    },
    ...(wish.etag ? { headers: { "If-None-Match": wish.etag } } : {}),
    ...(wish.signal ? { signal: wish.signal } : {}),
  });
  if (answer.response.status === 304) return "unchanged";
  const page = body(answer);
  return {
    folder: page.folder,
    rows: page.items,
    activeLinks: page.active_links,
    nextCursor: page.next_cursor,
    etag: answer.response.headers.get("ETag"),
  };
}
