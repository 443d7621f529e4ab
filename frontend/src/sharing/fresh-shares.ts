import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Link } from "@/api/links";

/** What is known in the moments after sharing, and never again. */
export interface FreshShare {
  password: string;
  /** The links that were made together, one for each recipient. */
  together: readonly { id: string; recipient: string }[];
}

const momentsInMs = 10 * 60_000;
const key = (linkId: string) => ["fresh-share", linkId];

/**
 * Keep the password of links that were just made: in memory alone, for ten minutes at most. It lives in the query client,
 * so logging out wipes it with everything else that was read.
 */
export function rememberFreshShare(client: QueryClient, links: readonly Link[], password: string): void {
  const together = links.map(({ id, recipient }) => ({ id, recipient }));
  for (const { id } of links) {
    client.setQueryDefaults(key(id), { gcTime: momentsInMs });
    client.setQueryData<FreshShare>(key(id), { password, together });
  }
  window.setTimeout(() => {
    for (const { id } of links) client.setQueryData(key(id), null);
  }, momentsInMs);
}

/** What is still known of a link that was just made; null for all others. */
export function useFreshShare(linkId: string): FreshShare | null {
  const client = useQueryClient();
  const { data } = useQuery<FreshShare | null>({
    queryKey: key(linkId),
    queryFn: () => client.getQueryData<FreshShare>(key(linkId)) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: momentsInMs,
    refetchOnMount: false,
  });
  return data ?? null;
}
