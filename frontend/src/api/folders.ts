import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";
import { contentKey } from "./content";

export type Folder = Schemas["Folder"];

export function folderOptions(id: string) {
  return queryOptions({
    queryKey: ["folder", id],
    queryFn: async ({ signal }) =>
      body(await api.GET("/api/folders/{folder_id}", { params: { path: { folder_id: id } }, signal })),
  });
}

export function useCreateFolder() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (folder: Schemas["NewFolder"]) =>
      body(await api.POST("/api/folders", { body: folder })),
    onSuccess: () => client.invalidateQueries({ queryKey: contentKey }),
  });
}

export function useRenameFolder() {
  const client = useQueryClient();
  return useMutation({
    // With the state that the name was given to: what somebody else has changed since is not overwritten unseen
    mutationFn: async ({ id, name, etag }: { id: string; name: string; etag: string }) =>
      body(
        await api.PATCH("/api/folders/{folder_id}", {
          params: { path: { folder_id: id } },
          body: { name },
          ...(etag ? { headers: { "If-Match": `"${etag}"` } } : {}),
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: contentKey }),
  });
}

/** Lay studies into a folder by reference; the answer says which lay there already. */
export function useAddStudies() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ folderId, studyIds }: { folderId: string; studyIds: string[] }) =>
      body(
        await api.POST("/api/folders/{folder_id}/entries", {
          params: { path: { folder_id: folderId } },
          body: { study_ids: studyIds },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: contentKey }),
  });
}

/** The owner has looked: what is in this folder now is no longer new. Sent even while the page goes away. */
export async function markSeen(folderId: string): Promise<void> {
  await api.PUT("/api/folders/{folder_id}/seen", {
    params: { path: { folder_id: folderId } },
    keepalive: true,
  });
}

/**
 * How much a folder holds, with everything below it.
 *
 * @param state names the state of what is shown: the figures are asked for anew when it is another
 */
export function figuresOptions(id: string, state: string) {
  return queryOptions({
    queryKey: ["figures", id, state],
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/folders/{folder_id}/figures", { params: { path: { folder_id: id } }, signal }),
      ),
    placeholderData: (previous, query) => (query?.queryKey[1] === id ? previous : undefined),
  });
}
