import { type QueryClient, useQuery } from "@tanstack/react-query";
import type { Link } from "@/api/links";

/** What is known in the moments after sharing, or after a new password was set, and never again. */
export interface FreshShare {
  password: string;
  /** Whether it replaced another one. */
  isNewPassword: boolean;
  /** When (ms): of two, the later one holds. */
  at: number;
  /** The links that were made together, one for each recipient. */
  together: readonly { id: string; recipient: string }[];
}

const momentsInMs = 10 * 60_000;
const answerWithinMs = 400;
const key = (linkId: string) => ["fresh-share", linkId];

/** Between our own tabs: from a dialog, details and paper open in a tab of their own. */
type Word = { ask: string } | { tell: string; share: FreshShare };
const channelName = "filmjacket.fresh-shares";

/**
 * Keep the password of links that were just made, or that just got another one: in memory alone, for ten minutes at most.
 * It lives in the query client, so logging out wipes it with everything else that was read.
 */
export function rememberFreshShare(
  client: QueryClient,
  links: readonly Pick<Link, "id" | "recipient">[],
  password: string,
  isNewPassword = false,
): void {
  const together = links.map(({ id, recipient }) => ({ id, recipient }));
  const share: FreshShare = { password, isNewPassword, at: Date.now(), together };
  const known = (id: string) => client.getQueryData<FreshShare | null>(key(id));
  const channel = new BroadcastChannel(channelName);
  for (const { id } of links) {
    client.setQueryDefaults(key(id), { gcTime: momentsInMs });
    client.setQueryData<FreshShare>(key(id), share);
    // Other tabs may hold the password that this one replaces
    channel.postMessage({ tell: id, share } satisfies Word);
  }
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if ("ask" in data) {
      const asked = known(data.ask);
      if (asked) channel.postMessage({ tell: data.ask, share: asked } satisfies Word);
    } else if (data.share.at > (known(data.tell)?.at ?? Number.POSITIVE_INFINITY)) {
      client.setQueryData<FreshShare>(key(data.tell), data.share);
    }
  };
  window.setTimeout(() => {
    channel.close();
    for (const { id } of links) if (known(id)?.at === share.at) client.setQueryData(key(id), null);
  }, momentsInMs);
}

/** What is still known of a link that was just made, here or in another tab; null for all others. */
export function useFreshShare(linkId: string): FreshShare | null {
  const { data } = useQuery<FreshShare | null>({
    queryKey: key(linkId),
    queryFn: async ({ client }) =>
      (await askOtherTabs(linkId)) ?? client.getQueryData<FreshShare | null>(key(linkId)) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: momentsInMs,
  });
  return data ?? null;
}

function askOtherTabs(linkId: string): Promise<FreshShare | null> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(channelName);
    const end = (share: FreshShare | null) => {
      channel.close();
      resolve(share);
    };
    const timer = window.setTimeout(() => end(null), answerWithinMs);
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (!("tell" in data) || data.tell !== linkId) return;
      window.clearTimeout(timer);
      end(data.share);
    };
    channel.postMessage({ ask: linkId } satisfies Word);
  });
}
