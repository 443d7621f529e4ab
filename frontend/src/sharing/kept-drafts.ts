import type { QueryClient } from "@tanstack/react-query";
import { meOptions } from "@/api/session";
import type { ShareDraft } from "./share-draft";

/** What a form held whose page was left before it was sent. */
export interface KeptDraft {
  draft: ShareDraft;
  isTitleOwn: boolean;
  /** Whose session ended over it; undefined within a session. */
  endedFor?: string;
}

/** A form over which the session has ended. */
interface Interrupted {
  folder: { id: string; name: string };
  endedFor: string;
}

const keptForMs = 30 * 60_000;
const key = (folderId: string) => ["share-draft", folderId];
const interruptedKey = ["interrupted-share"];

/**
 * Keep what stands in the form, for a way back to it: the browser's Back closes a dialog unasked. In memory alone (it holds
 * a password), for half an hour; it lives in the query client, so logging out wipes it.
 */
export function keepDraft(client: QueryClient, folderId: string, kept: KeptDraft): void {
  client.setQueryDefaults(key(folderId), { gcTime: keptForMs });
  client.setQueryData(key(folderId), kept);
}

/** What this person left in this folder's form. What somebody else left is forgotten. */
export function keptDraft(client: QueryClient, folderId: string): KeptDraft | undefined {
  const kept = client.getQueryData<KeptDraft>(key(folderId));
  if (kept?.endedFor === undefined || isTheirs(client, kept)) return kept;
  forgetDraft(client, folderId);
  return undefined;
}

/** It was sent, or thrown away knowingly. */
export function forgetDraft(client: QueryClient, folderId: string): void {
  client.removeQueries({ queryKey: key(folderId) });
}

/**
 * The session ends while the form is open: keep what was typed for the same person's next one, half an hour at most.
 *
 * Still in this tab's memory and nowhere else: the browser writes its sessionStorage to disk, and the form may name a
 * patient. Not the password: whoever sits here next must not find one, and a new one is quickly generated.
 */
export function keepBeyondSession(
  client: QueryClient,
  folder: Interrupted["folder"],
  { draft, isTitleOwn }: KeptDraft,
  endedFor: string,
): void {
  keepDraft(client, folder.id, { draft: { ...draft, password: "" }, isTitleOwn, endedFor });
  client.setQueryDefaults(interruptedKey, { gcTime: keptForMs });
  client.setQueryData<Interrupted>(interruptedKey, { folder, endedFor });
}

/** The folder in whose form this person was when their session ended: the form opens there again. */
export function interruptedShare(client: QueryClient): Interrupted["folder"] | null {
  const interrupted = client.getQueryData<Interrupted>(interruptedKey);
  return interrupted && isTheirs(client, interrupted) ? interrupted.folder : null;
}

/** It is open again, or somebody else's. */
export function forgetInterruptedShare(client: QueryClient): void {
  client.removeQueries({ queryKey: interruptedKey });
}

function isTheirs(client: QueryClient, { endedFor }: { endedFor?: string }): boolean {
  return client.getQueryData(meOptions.queryKey)?.id === endedFor;
}
