/** A study or a document; `id` is its row's. */
export type Opened = { id: string } & ({ studyId: string } | { documentId: string });

/**
 * Where the guest is in the folder, and what they have opened there: kept in the tab's history, so that Back works. No names,
 * since the history stays when somebody has signed out.
 */
export interface Place {
  folderId: string;
  opened: Opened | null;
}

interface Kept {
  place?: Place;
}

/** What the tab's history says, or `otherwise`. */
export function placeNow(otherwise: Place): Place {
  const kept = window.history.state as Kept | null;
  return kept?.place ?? otherwise;
}

/** Goes somewhere, with a way back. */
export function goTo(place: Place): void {
  window.history.pushState({ place } satisfies Kept, "");
}

/** Calls `changed` whenever Back or Forward was pressed; returns what ends that. */
export function onReturn(changed: () => void): () => void {
  window.addEventListener("popstate", changed);
  return () => window.removeEventListener("popstate", changed);
}
