import { closeDelivery, type Delivery, openDelivery, readDelivery } from "@/api/deliveries";
import { ServerUnreachable } from "@/api/problem";
import type { LeftOut, Selection } from "@/uploads/group";
import type { Sender, SendState } from "@/uploads/send";
import { createStore, type Store } from "@/uploads/store";

/** A delivery of the clinician's, from its beginning to its receipt. */
export interface RunningUpload {
  id: string;
  number: string;
  folder: { id: string; name: string };
  studies: number;
  documents: number;
  /** `filing`: all bytes have gone, the server looks at each file. */
  phase: "sending" | "filing" | "done" | "failed";
  sending: SendState;
  /** The server's latest word on it. */
  delivery: Delivery;
  error: unknown;
}

export interface NewUpload {
  folder: { id: string; name: string };
  selection: Selection;
  leftOut: readonly LeftOut[];
}

/** How often the server is asked whether everything has been filed. */
const askEvery = 1_000;

const store = createStore<readonly RunningUpload[]>([]);
const senders = new Map<string, Sender>();

/** All uploads of this tab, newest first. They belong to the tab, not to a page: they go on while one moves around. */
export const runningUploads: Store<readonly RunningUpload[]> = store;

/** Begin a delivery and send it. Resolves as soon as the server has opened it; rejects when it refuses to. */
export async function startUpload({ folder, selection, leftOut }: NewUpload): Promise<void> {
  const { createSender, deliveryClient, filesToSend } = await import("./sending");
  const delivery = await openDelivery(folder.id);
  const sender = createSender({
    api: deliveryClient(delivery.id),
    files: filesToSend(selection),
    leftOut: leftOut.map(({ path, size, lastModified, reason }) => ({
      path,
      size,
      last_modified: lastModified,
      left_out: reason,
    })),
  });
  senders.set(delivery.id, sender);
  store.set([
    {
      id: delivery.id,
      number: delivery.number,
      folder,
      studies: selection.studies.length,
      documents: selection.documents.length,
      phase: "sending",
      sending: sender.getSnapshot(),
      delivery,
      error: null,
    },
    ...store.getSnapshot(),
  ]);
  sender.subscribe(() => change(delivery.id, { sending: sender.getSnapshot() }));
  void carry(delivery.id);
}

/** Go on after a stop that needed a person. */
export function retryUpload(id: string): void {
  void carry(id);
}

export function pauseUpload(id: string): void {
  senders.get(id)?.pause();
}

export function resumeUpload(id: string): void {
  senders.get(id)?.resume();
}

/** Take a finished or failed upload off the list. */
export function dismissUpload(id: string): void {
  senders.get(id)?.cancel();
  senders.delete(id);
  store.set(store.getSnapshot().filter((upload) => upload.id !== id));
}

export function isUnderWay(upload: RunningUpload): boolean {
  return upload.phase === "sending" || upload.phase === "filing";
}

function change(id: string, part: Partial<RunningUpload>): void {
  store.set(store.getSnapshot().map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));
}

async function carry(id: string): Promise<void> {
  const sender = senders.get(id);
  if (!sender) return;
  try {
    change(id, { phase: "sending", error: null });
    await sender.start();
    const { phase, error } = sender.getSnapshot();
    if (phase !== "sent") {
      change(id, { phase: "failed", error });
      return;
    }
    change(id, { phase: "filing" });
    await closeDelivery(id);
    change(id, { phase: "done", delivery: await whenClosed(id) });
  } catch (error) {
    change(id, { phase: "failed", error });
  }
}

async function whenClosed(id: string): Promise<Delivery> {
  for (;;) {
    const delivery = await readPatiently(id);
    if (delivery?.state === "closed") return delivery;
    if (delivery) change(id, { delivery });
    await new Promise((resolve) => setTimeout(resolve, askEvery));
  }
}

/** The bytes are safe on the server; a lost connection only delays the news. */
async function readPatiently(id: string): Promise<Delivery | undefined> {
  try {
    return await readDelivery(id);
  } catch (error) {
    if (error instanceof ServerUnreachable) return undefined;
    throw error;
  }
}

// Leaving the page would break off what is under way: the browser asks first
globalThis.addEventListener?.("beforeunload", (event) => {
  if (store.getSnapshot().some((upload) => upload.phase === "sending")) event.preventDefault();
});
