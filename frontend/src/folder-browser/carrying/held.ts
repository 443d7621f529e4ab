import { type QueryClient, skipToken, useQuery } from "@tanstack/react-query";
import type { Row } from "@/api/content";
import type { Carry } from "../actions";

/** Rows that have been taken up, by the mouse or by a key, and not been put down yet. */
export interface Held {
  rows: readonly Row[];
  /** The folder in which each lies, by the row's id. */
  from: ReadonlyMap<string, string>;
}

/** What is dragged; `source` is the key of the row under the pointer when it began. */
export interface Dragged extends Held {
  source: string;
}

/** What Ctrl+X or Ctrl+C has taken up. */
export interface Kept extends Held {
  carry: Carry;
}

interface Places {
  /** Under the pointer, while it is dragged. */
  dragged: Dragged;
  /** By the keyboard, until it is put somewhere or left. */
  kept: Kept;
}

const nameOf = (place: keyof Places) => ["held", place] as const;

/**
 * What is held, in every folder view alike and wherever one goes meanwhile. It lives among the answers of the server since
 * these are what is forgotten when someone logs out.
 */
export function useHeld<P extends keyof Places>(place: P): Places[P] | null {
  const { data } = useQuery<Places[P] | null>({
    queryKey: nameOf(place),
    queryFn: skipToken,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  return data ?? null;
}

export function heldNow<P extends keyof Places>(client: QueryClient, place: P): Places[P] | null {
  return client.getQueryData<Places[P] | null>(nameOf(place)) ?? null;
}

export function hold<P extends keyof Places>(client: QueryClient, place: P, things: Places[P] | null): void {
  client.setQueryData<Places[P] | null>(nameOf(place), things);
}
