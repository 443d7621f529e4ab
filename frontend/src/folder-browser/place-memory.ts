import type { Expanded } from "./tree";

/**
 * What is kept of a folder while one looks at a study and comes back: what was expanded, how far it was scrolled, and
 * which row was opened. It lives as long as the page does.
 */
export interface PlaceMemory {
  expanded: Expanded;
  /** CSS pixels from the top. */
  scrollTop: number;
  /** The key of the row whose viewer was opened; it gets the focus when one comes back. */
  opened: string | null;
}

const memories = new Map<string, PlaceMemory>();

/** The memory of a folder; change it in place. */
export function placeMemory(folderId: string): PlaceMemory {
  const known = memories.get(folderId);
  if (known) return known;
  const fresh: PlaceMemory = { expanded: new Map(), scrollTop: 0, opened: null };
  memories.set(folderId, fresh);
  return fresh;
}
