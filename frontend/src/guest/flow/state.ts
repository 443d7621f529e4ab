import type { ApiError } from "@/uploads/delivery-api";
import type { Preparation } from "@/uploads/prepare";
import type { Sender } from "@/uploads/send";
import { createStore } from "@/uploads/store";
import type { Delivery, Installation, Receipt, Visit } from "../client";
import type { ExpectedFile } from "../going-on";
import type { Answer, Words } from "../statement";

export type Screen = "loading" | "trouble" | "password" | "code" | "choose" | "review" | "send" | "receipt";

export interface GuestState {
  screen: Screen;
  visit: Visit | null;
  /** What the page can say about this house when no link speaks. */
  installation: Installation | null;
  /** Why nothing can be done here. */
  trouble: ApiError | null;
  /** The server's clock minus this computer's, in milliseconds. */
  clockAhead: number;
  /** The proof has ended while something was under way: it is asked for again. */
  proveAgain: boolean;
  /** What came by this link before, newest first. */
  deliveries: readonly Delivery[];
  /** A delivery that was begun and not closed. */
  unfinished: Delivery | null;
  /** How much of it has arrived, from 0 to 1. */
  arrived: number;
  /** Its files that have not arrived. */
  expectedFiles: readonly ExpectedFile[];
  /** How many of them are not among those chosen now. */
  missing: number;
  preparation: Preparation | null;
  /** What the guest says of it, where the link asks for it. */
  words: Words;
  /** What was confirmed before sending. */
  answers: readonly Answer[];
  sender: Sender | null;
  /** Everything is sent, and the server is looking at it. */
  closing: boolean;
  delivery: Delivery | null;
  receipt: Receipt | null;
  /** Something that was tried last has failed; said where it was tried. */
  failure: ApiError | null;
}

export const FIRST: GuestState = {
  screen: "loading",
  visit: null,
  installation: null,
  trouble: null,
  clockAhead: 0,
  proveAgain: false,
  deliveries: [],
  unfinished: null,
  arrived: 0,
  expectedFiles: [],
  missing: 0,
  preparation: null,
  words: { name: "", note: "" },
  answers: [],
  sender: null,
  closing: false,
  delivery: null,
  receipt: null,
  failure: null,
};

const store = createStore<GuestState>(FIRST);

/** Where the guest is, and with what. */
export const guest = { subscribe: store.subscribe, getSnapshot: store.getSnapshot };

/** Where the guest is now, for what acts on it. */
export const current = store.getSnapshot;

/** A step further. */
export function change(part: Partial<GuestState>): void {
  store.set({ ...current(), ...part });
}

/** Back to where every guest begins. */
export function beginAnew(): void {
  store.set(FIRST);
}

/** The link that is open; the flow asks only where there is one. */
export function visitOrThrow(): Visit {
  const { visit } = current();
  if (!visit) throw new Error("No link is open");
  return visit;
}
