import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";
import { contentKey } from "./content";

export type Grant = Schemas["Grant"];
export type NewGrant = Schemas["NewGrant"];
export type Colleague = Schemas["Colleague"];

/** Fewer letters than these find nobody (folders/schemas.py). */
export const fewestLetters = 2;

/** With whom a folder is shared now. */
export function grantsOptions(folderId: string) {
  return queryOptions({
    queryKey: ["grants", folderId],
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/folders/{folder_id}/grants", {
          params: { path: { folder_id: folderId } },
          signal,
        }),
      ).items,
  });
}

/** Colleagues by a part of their name or address. */
export function colleaguesOptions(q: string) {
  return queryOptions({
    queryKey: ["colleagues", q],
    queryFn: async ({ signal }) =>
      body(await api.GET("/api/colleagues", { params: { query: { q } }, signal })).items,
    enabled: q.length >= fewestLetters,
    staleTime: 60_000,
  });
}

function useChanged(folderId: string) {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: grantsOptions(folderId).queryKey }),
      client.invalidateQueries({ queryKey: contentKey }),
    ]);
}

/** Share a folder with a colleague, or change what was shared with them. */
export function useGrant(folderId: string) {
  return useMutation({
    mutationFn: async (grant: NewGrant) =>
      body(
        await api.PUT("/api/folders/{folder_id}/grants", {
          params: { path: { folder_id: folderId } },
          body: grant,
        }),
      ),
    onSuccess: useChanged(folderId),
  });
}

/** A colleague sees the folder no longer, from now on. */
export function useEndGrant(folderId: string) {
  return useMutation({
    mutationFn: async (grantId: string) => {
      await api.DELETE("/api/folders/{folder_id}/grants/{grant_id}", {
        params: { path: { folder_id: folderId, grant_id: grantId } },
      });
    },
    onSuccess: useChanged(folderId),
  });
}
