import type { QueryClient } from "@tanstack/react-query";
import type { ShareDraft } from "./share-draft";

/** What a form held whose page was left before it was sent. */
export interface KeptDraft {
  draft: ShareDraft;
  isTitleOwn: boolean;
}

const keptForMs = 30 * 60_000;
const key = (folderId: string) => ["share-draft", folderId];

/**
 * Keep what stands in the form, for a way back to it: the browser's Back closes a dialog unasked. In memory alone (it holds
 * a password), for half an hour; it lives in the query client, so logging out wipes it.
 */
export function keepDraft(client: QueryClient, folderId: string, kept: KeptDraft): void {
  client.setQueryDefaults(key(folderId), { gcTime: keptForMs });
  client.setQueryData(key(folderId), kept);
}

export function keptDraft(client: QueryClient, folderId: string): KeptDraft | undefined {
  return client.getQueryData<KeptDraft>(key(folderId));
}

/** It was sent, or thrown away knowingly. */
export function forgetDraft(client: QueryClient, folderId: string): void {
  client.removeQueries({ queryKey: key(folderId) });
}
