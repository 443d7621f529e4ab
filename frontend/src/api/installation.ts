import { queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";

export type Installation = Schemas["Installation"];

/** What anyone may know of this installation: the institution's name, limits, help line. */
export const installationOptions = queryOptions({
  queryKey: ["installation"],
  queryFn: async ({ signal }) => body(await api.GET("/api/installation", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
