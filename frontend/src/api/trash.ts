import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";
import { contentKey } from "./content";

/** Folders and entries (a study's or a document's place in a folder) to act on together. */
export type TrashSelection = Required<Schemas["Selection"]>;
export type Consequences = Schemas["Consequences"];

function changed(client: QueryClient): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: contentKey }),
    client.invalidateQueries({ queryKey: trashOptions.queryKey }),
  ]);
}

/** What moving these to the trash would take along; changes nothing. */
export function consequencesOptions(selection: TrashSelection) {
  return queryOptions({
    queryKey: ["consequences", selection],
    queryFn: async ({ signal }) =>
      body(await api.POST("/api/trash/consequences", { body: selection, signal })),
    staleTime: 0,
    gcTime: 0,
  });
}

export function useMoveToTrash() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (selection: TrashSelection) => body(await api.POST("/api/trash", { body: selection })),
    onSuccess: () => changed(client),
  });
}

export function useRestore() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (selection: TrashSelection) => {
      await api.POST("/api/trash/restorations", { body: selection });
    },
    onSuccess: () => changed(client),
  });
}

export type Trashed = Schemas["Trashed"];

/** Pages of a size that a list on a large screen shows at once. */
const trashPage = 100;

/** What lies in the trash, newest first, page by page. */
export const trashOptions = infiniteQueryOptions({
  queryKey: ["trash"],
  queryFn: async ({ signal, pageParam }) =>
    body(
      await api.GET("/api/trash", {
        params: { query: { limit: trashPage, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
  staleTime: 0,
});

/** Delete for good what lies in the trash. */
export function usePurge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (selection: TrashSelection) => {
      await api.POST("/api/trash/purges", { body: selection });
    },
    onSuccess: () => changed(client),
  });
}
