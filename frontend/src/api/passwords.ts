import { queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";

export type Strength = Schemas["Strength"];

/**
 * How strong a password is, in the server's judgement, which is the one that counts.
 *
 * @param context words it should not be made of: addresses, names
 */
export function strengthOptions(password: string, context: readonly string[]) {
  return queryOptions({
    queryKey: ["password-strength", password, context],
    queryFn: async ({ signal }) =>
      body(await api.POST("/api/password-strengths", { body: { password, context: [...context] }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0, // a password is not kept longer than it is looked at
    retry: false,
  });
}
