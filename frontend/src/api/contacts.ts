import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";

/** An address to which the clinician has sent an upload link before. */
export type Contact = Schemas["Contact"];

const key = ["contacts"];

/** Contacts whose address has this part, the last used first. */
export function contactsOptions(part: string) {
  return queryOptions({
    queryKey: [...key, part],
    queryFn: async ({ signal }) =>
      body(await api.GET("/api/contacts", { params: { query: { q: part } }, signal })).items,
    staleTime: 60_000,
    retry: false, // whoever types has typed on before a second answer comes
  });
}

/** Offers a contact no longer, such as a mistyped one. */
export function useForgetContact() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id }: Contact) => {
      await api.DELETE("/api/contacts/{contact_id}", { params: { path: { contact_id: id } } });
    },
    onSuccess: (_, { id }) => {
      client.setQueriesData<Contact[]>({ queryKey: key }, (known) =>
        known?.filter((contact) => contact.id !== id),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}
