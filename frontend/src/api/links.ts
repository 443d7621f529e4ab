import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";
import { contentKey } from "./content";

export type Link = Schemas["Link"];
export type LinkSummary = Schemas["LinkSummary"];
export type NewLinks = Schemas["NewLinks"];

const linksKey = ["links"] as const;

/** While someone looks at a link its life goes on: mails leave, guests open it, files arrive. */
const pollInterval = 5_000;

/** A link's details and timeline. */
export function linkOptions(id: string) {
  return queryOptions({
    queryKey: [...linksKey, "one", id],
    queryFn: async ({ signal }) =>
      body(await api.GET("/api/links/{link_id}", { params: { path: { link_id: id } }, signal })),
    refetchInterval: pollInterval,
  });
}

/** The links of one folder, newest first. */
export function folderLinksOptions(folderId: string) {
  return queryOptions({
    queryKey: [...linksKey, "folder", folderId],
    queryFn: async ({ signal }) =>
      body(await api.GET("/api/links", { params: { query: { folder_id: folderId } }, signal })).items,
    refetchInterval: pollInterval,
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
        client.invalidateQueries({ queryKey: [...linksKey, "folder"] }),
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
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: linksKey }),
        client.invalidateQueries({ queryKey: contentKey }),
      ]),
  });
}
