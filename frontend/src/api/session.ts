import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";

export type Me = Schemas["Me"];

/** Who is logged in; the query fails with 401 when nobody is. */
export const meOptions = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => body(await api.GET("/api/me", { signal })),
  staleTime: 5 * 60_000,
  retry: false,
});

/** The clinician in whose pages we are; below the log-in guard it is always there. */
export function useMe(): Me {
  return useSuspenseQuery(meOptions).data;
}

export function useLogIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Schemas["LogIn"]) =>
      body(await api.POST("/api/session", { body: credentials })),
    onSuccess: (me) => client.setQueryData(meOptions.queryKey, me),
  });
}

/** End the session on the server and forget everything that was read in it. */
export function useLogOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE("/api/session"),
    onSuccess: () => client.clear(),
  });
}

export function useChangeMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: Schemas["MeChange"]) => body(await api.PATCH("/api/me", { body: change })),
    onSuccess: (me) => client.setQueryData(meOptions.queryKey, me),
  });
}
