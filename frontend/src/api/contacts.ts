import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./client";

/** Addresses to which the clinician has sent upload links before and that have this part, the last used first. */
export function contactsOptions(part: string) {
  return queryOptions({
    queryKey: ["contacts", part],
    queryFn: async ({ signal }) =>
      body(await api.GET("/api/contacts", { params: { query: { q: part } }, signal })).items,
    staleTime: 60_000,
    retry: false, // whoever types has typed on before a second answer comes
  });
}
