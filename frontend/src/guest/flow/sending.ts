import type { Sender } from "@/uploads/send";
import * as client from "../client";
import { replacedFiles } from "../going-on";
import type { Answer } from "../statement";
import { close } from "./closing";
import { sayOf } from "./saying";
import { change, current, visitOrThrow } from "./state";
import { attempt, giveUp, isLinkClosed, lookAtVisit, proveAgain } from "./trouble";

/** Sends what was reviewed: into the unfinished delivery if there is one, else into a new one. */
export const send = (answers: readonly Answer[]): Promise<boolean> =>
  attempt(async () => {
    const { preparation, unfinished, expectedFiles } = current();
    const selection = preparation?.getSnapshot().selection;
    if (!preparation || !selection) return;
    const { link_id } = visitOrThrow();
    const { createSender, filesToSend } = await import("../engine");
    const delivery = unfinished ?? (await client.openDelivery(link_id));
    const files = filesToSend(selection);
    // Names of folders and files are often people's: of what isn't sent nothing is said where nobody must be named
    const told = delivery.policy.deidentified ? [] : preparation.leftOut();
    const leftOut = told.map(({ path, size, lastModified, reason }) => ({
      path,
      size,
      last_modified: lastModified,
      left_out: reason as string,
    }));
    for (const { path, size, last_modified } of unfinished ? replacedFiles(files, expectedFiles) : []) {
      leftOut.push({ path, size, last_modified, left_out: "replaced-by-sender" });
    }
    const api = new client.DeliveryClient(link_id, delivery.id);
    change({ answers });
    await sayOf(api, answers);
    const sender = createSender({ api, files, leftOut });
    change({ delivery, sender, screen: "send" });
    await sending(sender);
  });

/** Until everything is there, or something keeps it. */
export async function sending(sender: Sender): Promise<void> {
  await sender.start();
  const { phase, error, takenOut } = sender.getSnapshot();
  if (phase === "stopped" && error?.status === 401) await proveAgain(error);
  else if (phase === "stopped" && error && isLinkClosed(error)) await giveUp(error);
  // It is closed with its link, too, while bytes are on their way: then there is no new one to begin
  else if (phase === "stopped" && error?.code === "delivery_closed") await lookAtVisit();
  // With files missing, the guest decides whether the delivery is complete.
  else if (phase === "sent" && takenOut.length === 0) await close();
}

/** Goes on after something that only a person could solve. */
export async function sendOn(): Promise<void> {
  const { sender } = current();
  if (sender?.getSnapshot().error?.code === "delivery_closed") {
    // Closed in another window, or after a long rest: what is missing goes into a new delivery.
    change({ sender: null, delivery: null, unfinished: null, missing: 0, screen: "review" });
  } else if (sender) await attempt(() => sending(sender));
}
