import type { LinkQuestion } from "@/api/links";

/** What narrows a list of links: one of the views, and words. */
export interface LinkChoice {
  view: LinkView;
  words: string;
  /** All clinicians' links: for administrators. */
  everyone: boolean;
}

export const linkViews = [
  "all",
  "active",
  "expiring",
  "expired",
  "revoked",
  "suspended",
  "deliveries",
] as const;
export type LinkView = (typeof linkViews)[number];

export const allLinks: LinkChoice = { view: "all", words: "", everyone: false };

/** Whether a choice leaves anything out. */
export function isNarrowed({ view, words }: LinkChoice): boolean {
  return view !== "all" || words.trim() !== "";
}

/** The choice as the API asks it. */
export function toQuestion({ view, words, everyone }: LinkChoice, folderId: string | null): LinkQuestion {
  return {
    folderId,
    state: view === "all" || view === "deliveries" ? null : view,
    withDeliveries: view === "deliveries",
    filter: words.trim(),
    everyone,
  };
}

/** The choice as the page's address holds it, without what is as usual. */
export function toAddress({ view, words, everyone }: LinkChoice): {
  show?: string;
  words?: string;
  of?: "all";
} {
  return {
    ...(view === "all" ? {} : { show: view }),
    ...(words === "" ? {} : { words }),
    ...(everyone ? { of: "all" as const } : {}),
  };
}

/** The inverse of `toAddress`; whatever else stands in an address is as usual. */
export function fromAddress(search: Record<string, unknown>): LinkChoice {
  const view = linkViews.find((known) => known === search.show) ?? "all";
  const words = typeof search.words === "string" ? search.words.slice(0, 200) : "";
  return { view, words, everyone: search.of === "all" };
}
