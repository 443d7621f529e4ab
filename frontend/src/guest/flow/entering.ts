import * as client from "../client";
import { activateFor } from "../language";
import { sending } from "./sending";
import { beginAnew, change, current, visitOrThrow } from "./state";
import { attempt, giveUp, screenOf, token } from "./trouble";
import { filesStillExpected, shareArrived, waiting, wordsOf } from "./unfinished";

type Visit = client.Visit;

/** Opens the link; everything else follows from the answer. */
export async function begin(): Promise<void> {
  change({ screen: "loading", trouble: null, failure: null });
  try {
    await admit(await client.openLink(token()));
  } catch (error) {
    await giveUp(error);
  }
}

async function admit({ body: visit, now }: { body: Visit; now: number }): Promise<void> {
  await activateFor(visit.language);
  change({ visit, clockAhead: now - Date.now(), failure: null });
  if (visit.stage === "proved") await enter();
  else change({ screen: screenOf(visit) });
}

/** The proof is whole: looks at what was sent before, and goes where the guest was. */
async function enter(): Promise<void> {
  const { link_id } = visitOrThrow();
  const deliveries = await client.listDeliveries(link_id);
  const { sender, preparation, proveAgain } = current();
  if (proveAgain && sender) {
    change({ deliveries, proveAgain: false, screen: "send" });
    await sending(sender);
    return;
  }
  const unfinished =
    deliveries.find((delivery) => delivery.state === "open" && waiting(delivery) > 0) ?? null;
  const expectedFiles = unfinished ? await filesStillExpected(unfinished) : [];
  const arrived = unfinished ? await shareArrived(unfinished) : 0;
  const chosen = preparation && preparation.getSnapshot().phase !== "empty";
  const words = wordsOf(unfinished) ?? current().words;
  const screen = chosen ? "review" : "choose";
  change({ deliveries, unfinished, arrived, expectedFiles, words, proveAgain: false, screen });
}

export const submitPassword = (password: string): Promise<boolean> =>
  attempt(async () => admit(await client.provePassword(visitOrThrow().link_id, password)));

export const submitCode = (code: string): Promise<boolean> =>
  attempt(async () => admit(await client.proveCode(visitOrThrow().link_id, code)));

export const resendCode = (): Promise<boolean> =>
  attempt(async () => {
    const { body: visit, now } = await client.sendCode(visitOrThrow().link_id);
    change({ visit, clockAhead: now - Date.now() });
  });

/** For a computer that others use: forgets the proof, and everything on the page. */
export const leave = (): Promise<boolean> =>
  attempt(async () => {
    const { sender, preparation } = current();
    sender?.cancel();
    preparation?.clear();
    await client.leave(visitOrThrow().link_id);
    beginAnew();
    await begin();
  });

/** Some files could not be read while sending: back to choosing them, for the same delivery. */
export const chooseMissing = (): Promise<boolean> =>
  attempt(async () => {
    current().preparation?.clear();
    change({ sender: null, preparation: null, missing: 0 });
    await enter();
  });

/** From a receipt back to choosing. */
export const sendMore = (): Promise<boolean> =>
  attempt(async () => {
    change({ sender: null, preparation: null, delivery: null, receipt: null, missing: 0 });
    await enter();
  });
