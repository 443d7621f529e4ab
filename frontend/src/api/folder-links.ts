import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./client";
import type { Link, LinkSummary } from "./links";

async function linksOf(folderId: string, signal?: AbortSignal): Promise<LinkSummary[]> {
  const query = { folder_id: folderId };
  return body(await api.GET("/api/links", { params: { query }, ...(signal && { signal }) })).items;
}

/** A folder's newest links as they are at this moment; asked for anew by whoever asks next. */
export function linksBeforeOptions(folderId: string) {
  return queryOptions({
    queryKey: ["links-before", folderId],
    queryFn: ({ signal }) => linksOf(folderId, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/**
 * The links that a request made whose answer got lost: those of the folder that were not known before it, with its title,
 * one for each recipient (a request makes all of its links or none).
 *
 * @returns the links in the recipients' order; null if there are none
 */
export async function linksMadeMeanwhile(
  folderId: string,
  wished: { recipients: readonly string[]; title: string },
  knownBefore: readonly Pick<LinkSummary, "id">[],
): Promise<Link[] | null> {
  const count = wished.recipients.length;
  const fresh = (await linksOf(folderId)).filter(
    (link) => link.title === wished.title && !knownBefore.some(({ id }) => id === link.id),
  );
  if (fresh.length < count) return null;
  const made = fresh.slice(0, count).reverse(); // the list has the newest first
  return Promise.all(
    made.map(async ({ id }) =>
      body(await api.GET("/api/links/{link_id}", { params: { path: { link_id: id } } })),
    ),
  );
}
