import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";
import { contentKey } from "./content";

export type Link = Schemas["Link"];
export type LinkSummary = Schemas["LinkSummary"];
export type NewLinks = Schemas["NewLinks"];
export type LinkChanges = Schemas["LinkChanges"];
export type LastDay = Schemas["LastDay"];
export type NewPassword = Schemas["NewPassword"];
export type BulkOutcome = Schemas["BulkOutcome"];
export type BulkAction = Schemas["Bulk"]["action"];

const linksKey = ["links"] as const;
const listsKey = [...linksKey, "list"] as const;

/** While someone looks at a link its life goes on: mails leave, guests open it, files arrive. */
const pollInterval = 5_000;
const pageLength = 50;
/** The server's: `BulkSchema`. */
const idsAtOnce = 1_000;

/** A link's details and timeline. */
export function linkOptions(id: string) {
  return queryOptions({
    queryKey: [...linksKey, "one", id],
    queryFn: async ({ signal }) =>
      body(await api.GET("/api/links/{link_id}", { params: { path: { link_id: id } }, signal })),
    refetchInterval: pollInterval,
  });
}

/** Which links are asked for; what is null or empty narrows nothing. */
export interface LinkQuestion {
  folderId: string | null;
  state: "active" | "expiring" | "expired" | "revoked" | "suspended" | null;
  withDeliveries: boolean;
  filter: string;
  /** All clinicians' links: for administrators. */
  everyone: boolean;
}

/** Links, newest first, page after page. All pages that were read are read again, the more of them the more seldom. */
export function linkListOptions({ folderId, state, withDeliveries, filter, everyone }: LinkQuestion) {
  return infiniteQueryOptions({
    queryKey: [...listsKey, { folderId, state, withDeliveries, filter, everyone }],
    queryFn: async ({ pageParam, signal }) =>
      body(
        await api.GET("/api/links", {
          params: {
            query: {
              limit: pageLength,
              everyone,
              filter,
              ...(folderId ? { folder_id: folderId } : {}),
              ...(state ? { state } : {}),
              ...(withDeliveries ? { with_deliveries: true } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state: { data } }) => pollInterval * Math.max(1, data?.pages.length ?? 1),
  });
}

/** Share an upload folder: one link for each recipient. */
export function useCreateLinks() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (links: NewLinks) => body(await api.POST("/api/links", { body: links })).links,
    onSuccess: (links) => {
      for (const link of links) client.setQueryData(linkOptions(link.id).queryKey, link);
      return Promise.all([
        client.invalidateQueries({ queryKey: listsKey }),
        client.invalidateQueries({ queryKey: contentKey }),
      ]);
    },
  });
}

/** Revoke at once; what was received stays. */
export function useRevokeLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.DELETE("/api/links/{link_id}", { params: { path: { link_id: id } } }),
    onSuccess: () => readAgain(client),
  });
}

const place = (id: string) => ({ params: { path: { link_id: id } } });

/** Mail the link alone once more. */
export const useResendLink = () =>
  useLinkChange(async (id: string) => body(await api.POST("/api/links/{link_id}/mails", place(id))));

/** Mail the recipient a reminder. */
export const useRemind = () =>
  useLinkChange(async (id: string) => body(await api.POST("/api/links/{link_id}/reminders", place(id))));

/** A new address; the old one is dead at once. */
export const useRenewAddress = () =>
  useLinkChange(async (id: string) => body(await api.POST("/api/links/{link_id}/tokens", place(id))));

/** Another folder password. */
export const useChangePassword = () =>
  useLinkChange(async ({ id, ...wish }: NewPassword & { id: string }) =>
    body(await api.PUT("/api/links/{link_id}/password", { ...place(id), body: wish })),
  );

/** The link's last day, words, limits and mails; what is not named stays. */
export const useChangeLink = () =>
  useLinkChange(async ({ id, ...wish }: LinkChanges & { id: string }) =>
    body(await api.PATCH("/api/links/{link_id}", { ...place(id), body: wish })),
  );

/** Bring a revoked link back, under a new address. */
export const useReactivateLink = () =>
  useLinkChange(async ({ id, ...wish }: LastDay & { id: string }) =>
    body(await api.POST("/api/links/{link_id}/reactivations", { ...place(id), body: wish })),
  );

/** One action on many links; for each what became of it. */
export function useActOnLinks() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ ids, ...wish }: Schemas["Bulk"]): Promise<BulkOutcome[]> => {
      const outcomes: BulkOutcome[] = [];
      for (let start = 0; start < ids.length; start += idsAtOnce) {
        const batch = ids.slice(start, start + idsAtOnce);
        outcomes.push(...body(await api.POST("/api/links/bulk", { body: { ids: batch, ...wish } })).items);
      }
      return outcomes;
    },
    onSettled: () => readAgain(client),
  });
}

/** Tell the record that the share details are being printed. */
export function useNotePrinting() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, withPassword }: { id: string; withPassword: boolean }) =>
      api.POST("/api/links/{link_id}/printings", { ...place(id), body: { with_password: withPassword } }),
    onSuccess: (_, { id }) => client.invalidateQueries({ queryKey: linkOptions(id).queryKey }),
  });
}

/**
 * Where the link's address can be seen as a QR code.
 *
 * @param link its steps tell a new address from an old one: a page draws no image anew that it has drawn already
 */
export function qrAddress({ id, timeline }: Pick<Link, "id" | "timeline">): string {
  return `/api/links/${id}/qr?version=${timeline.filter(({ kind }) => kind === "token_renewed").length}`;
}

/** A change of one link, whose answer is the link as it is now. */
function useLinkChange<Wish>(mutationFn: (wish: Wish) => Promise<Link>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: (link) => {
      client.setQueryData(linkOptions(link.id).queryKey, link);
      return readAgain(client);
    },
  });
}

/** A folder's mark says whether it has an active link, so what is listed may have changed as well. */
function readAgain(client: QueryClient) {
  return Promise.all([
    client.invalidateQueries({ queryKey: linksKey }),
    client.invalidateQueries({ queryKey: contentKey }),
  ]);
}
