import type { DeliveryClient } from "../client";
import type { Answer, Words } from "../statement";
import { change, current } from "./state";

/** The guest writes about themselves. */
export function say(words: Words): void {
  change({ words });
}

/** Tells the server what the guest says of a delivery, if there is anything. */
export async function sayOf(api: DeliveryClient, answers: readonly Answer[]): Promise<void> {
  const { visit, words } = current();
  const name = visit?.ask_name ? words.name.trim() : "";
  const note = visit?.ask_note ? words.note.trim() : "";
  if (name || note || answers.length > 0) await api.say({ name, note, answers: [...answers] });
}
