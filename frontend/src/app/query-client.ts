import { QueryClient } from "@tanstack/react-query";
import { ServerUnreachable } from "@/api/problem";

/** Once more after a lost connection; what the server has answered, it would answer again. */
const retries = (failures: number, error: Error) => error instanceof ServerUnreachable && failures < 1;

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: retries,
        // A browser that thinks itself offline is often wrong inside a hospital's network: try, and say what happened
        networkMode: "always",
        staleTime: 1_000,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
