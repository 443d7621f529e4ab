import type { Patient } from "@/uploads/check";
import type { Collection } from "@/uploads/collect";
import { ApiError } from "@/uploads/delivery-api";
import type { Preparation, PreparationOptions } from "@/uploads/prepare";
import type { Sender } from "@/uploads/send";
import { createStore } from "@/uploads/store";
import type { Delivery, Installation, Receipt, Visit } from "./client";
import * as client from "./client";
import { adoptPaths, countMissing, type ExpectedFile, replacedFiles } from "./going-on";
import { activateFor } from "./language";
import { type Answer, type Words, withDamaged } from "./statement";

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
  /** How many of its files are not among those chosen now. */
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

const FIRST: GuestState = {
  screen: "loading",
  visit: null,
  installation: null,
  trouble: null,
  clockAhead: 0,
  proveAgain: false,
  deliveries: [],
  unfinished: null,
  arrived: 0,
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
let expectedFiles: ExpectedFile[] = [];

/** Where the guest is, and with what. */
export const guest = { subscribe: store.subscribe, getSnapshot: store.getSnapshot };

function change(part: Partial<GuestState>): void {
  store.set({ ...store.getSnapshot(), ...part });
}

function visitOrThrow(): Visit {
  const { visit } = store.getSnapshot();
  if (!visit) throw new Error("No link is open");
  return visit;
}

/** The secret of the link, from the page's own address. It is sent in bodies only. */
function token(): string {
  return decodeURIComponent(window.location.pathname.split("/").filter(Boolean).at(-1) ?? "");
}

/** Opens the link; everything else follows from the answer. */
export async function begin(): Promise<void> {
  change({ screen: "loading", trouble: null, failure: null });
  try {
    await admit(await client.openLink(token()));
  } catch (error) {
    await giveUp(error);
  }
}

/** Nothing can be done until somebody does something elsewhere: said in full, with a way on. */
async function giveUp(error: unknown): Promise<void> {
  if (!(error instanceof ApiError)) throw error;
  const installation = store.getSnapshot().installation ?? (await client.readInstallation());
  change({ screen: "trouble", trouble: error, installation });
}

async function admit({ body: visit, now }: { body: Visit; now: number }): Promise<void> {
  await activateFor(visit.language);
  change({ visit, clockAhead: now - Date.now(), failure: null });
  if (visit.stage === "proved") await enter();
  else change({ screen: screenOf(visit) });
}

/** After much guessing by others a new browser begins with a mailed code: `code_first`. */
function screenOf(visit: Visit): Screen {
  return visit.stage === "password" ? "password" : "code";
}

/** The proof is whole: looks at what was sent before, and goes where the guest was. */
async function enter(): Promise<void> {
  const { link_id } = visitOrThrow();
  const deliveries = await client.listDeliveries(link_id);
  const { sender, preparation, proveAgain } = store.getSnapshot();
  if (proveAgain && sender) {
    change({ deliveries, proveAgain: false, screen: "send" });
    await sending(sender);
    return;
  }
  const unfinished =
    deliveries.find((delivery) => delivery.state === "open" && waiting(delivery) > 0) ?? null;
  expectedFiles = unfinished ? await filesStillExpected(unfinished) : [];
  const arrived = unfinished ? await shareArrived(unfinished) : 0;
  const chosen = preparation && preparation.getSnapshot().phase !== "empty";
  const words = wordsOf(unfinished) ?? store.getSnapshot().words;
  change({ deliveries, unfinished, arrived, words, proveAgain: false, screen: chosen ? "review" : "choose" });
}

/** What was said of a delivery before, in this browser or another. */
function wordsOf(delivery: Delivery | null): Words | null {
  const { name = "", note = "" } = delivery?.statement ?? {};
  return name || note ? { name, note } : null;
}

/** Files of a delivery that were told but have not arrived. */
export function waiting(delivery: Delivery): number {
  return delivery.files.declared + delivery.files.uploading;
}

async function filesStillExpected(delivery: Delivery): Promise<ExpectedFile[]> {
  const files = new client.DeliveryClient(visitOrThrow().link_id, delivery.id);
  return [...(await files.files("declared")), ...(await files.files("uploading"))];
}

/** Bytes count, not files: a file counts as arrived only with the whole upload that brings it. */
async function shareArrived(delivery: Delivery): Promise<number> {
  const api = new client.DeliveryClient(visitOrThrow().link_id, delivery.id);
  const uploads = await api.plan(new AbortController().signal);
  const bytes = uploads.reduce((sum, upload) => sum + upload.offset, 0);
  return delivery.files.bytes > 0 ? Math.min(1, bytes / delivery.files.bytes) : 0;
}

/** Runs something that the guest has asked for; what goes wrong is shown beside it. Answers whether it went well. */
async function attempt(action: () => Promise<void>): Promise<boolean> {
  change({ failure: null });
  try {
    await action();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (isLinkClosed(error)) await giveUp(error);
    else if (error.status === 401 || error.code === "code_first") await proveAgain(error);
    else change({ failure: error });
    return false;
  }
}

/**
 * Runs something that the view of the folder asks for, and answers what went wrong, if it did. A session that has ended is
 * begun anew here. Where the folder is closed the page goes on for an upload that may still finish, if there is one.
 */
export async function looking(action: () => Promise<void>): Promise<ApiError | null> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) await proveAgain(error);
    else if (isLinkClosed(error)) await attempt(lookAtVisit);
    return error;
  }
  return null;
}

async function lookAtVisit(): Promise<void> {
  const { body: visit } = await client.readVisit(visitOrThrow().link_id);
  change({ visit });
}

/** The link takes nobody in any more, as opposed to a delivery or an upload that is gone. */
function isLinkClosed(error: ApiError): boolean {
  return error.code.startsWith("link_") && (error.status === 410 || error.status === 404);
}

/** The proof has ended (or a new password was set): asks for it again, and keeps all that was chosen. */
async function proveAgain(error: ApiError): Promise<void> {
  const { screen } = store.getSnapshot();
  const proving = screen === "password" || screen === "code";
  try {
    const { body: visit, now } = await client.openLink(token());
    change({ visit, clockAhead: now - Date.now(), proveAgain: !proving, failure: proving ? error : null });
    if (visit.stage !== "proved") change({ screen: screenOf(visit) });
    else change({ failure: error });
  } catch (again) {
    await giveUp(again);
  }
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
    const { sender, preparation } = store.getSnapshot();
    sender?.cancel();
    preparation?.clear();
    await client.leave(visitOrThrow().link_id);
    store.set(FIRST);
    await begin();
  });

/** Files were chosen: `collect` is called at once, since a drop's files are gone when its event is over. */
export async function chooseFiles(
  collect: (found: (count: number) => void) => Collection | Promise<Collection>,
): Promise<void> {
  let preparation = store.getSnapshot().preparation;
  const chosen = collect((count) => preparation?.found(count));
  if (!preparation) {
    const { createPreparation } = await import("./engine");
    const { unfinished, visit } = store.getSnapshot();
    const policy = unfinished?.policy ?? visit?.policy;
    preparation = createPreparation({
      acceptance: policy?.accepts ?? "dicom_and_documents",
      ...(visit?.expects_patient ? { checkPatients } : {}),
      ...(policy?.deidentified && visit?.deidentification_key
        ? { deidentify: await deidentification(visit.deidentification_key) }
        : {}),
    });
  }
  change({ preparation, screen: "review", failure: null });
  await preparation.add(
    Promise.resolve(chosen).then((choice) =>
      expectedFiles.length > 0 ? adoptPaths(choice, expectedFiles) : choice,
    ),
  );
  const { selection } = preparation.getSnapshot();
  if (!selection || expectedFiles.length === 0) return;
  const { filesToSend } = await import("./engine");
  change({ missing: countMissing(filesToSend(selection), expectedFiles) });
}

/** Loaded for the few links that ask for it: its table weighs more than the page. */
async function deidentification(key: string): Promise<NonNullable<PreparationOptions["deidentify"]>> {
  const { clean, Pseudonyms } = await import("./deidentification");
  const pseudonyms = new Pseudonyms(key);
  return (file, header) => clean(file, header, pseudonyms);
}

/** So many patients the server takes at a time. */
const PATIENTS_AT_ONCE = 50;

/** Whether each patient is the one who is expected; null if the server can't say so now, which the page then says. */
async function checkPatients(patients: readonly Patient[]): Promise<boolean[] | null> {
  const answers: boolean[] = [];
  try {
    for (let first = 0; first < patients.length; first += PATIENTS_AT_ONCE) {
      const some = patients.slice(first, first + PATIENTS_AT_ONCE);
      answers.push(...(await client.checkPatients(visitOrThrow().link_id, some)));
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return null;
  }
  return answers;
}

/** The guest writes about themselves. */
export function say(words: Words): void {
  change({ words });
}

/** Back to an empty page. */
export function chooseAgain(): void {
  store.getSnapshot().preparation?.clear();
  change({ screen: "choose", preparation: null, missing: 0, failure: null });
}

/** Some files could not be read while sending: back to choosing them, for the same delivery. */
export const chooseMissing = (): Promise<boolean> =>
  attempt(async () => {
    store.getSnapshot().preparation?.clear();
    change({ sender: null, preparation: null, missing: 0 });
    await enter();
  });

/** Sends what was reviewed: into the unfinished delivery if there is one, else into a new one. */
export const send = (answers: readonly Answer[]): Promise<boolean> =>
  attempt(async () => {
    const { preparation, unfinished } = store.getSnapshot();
    const selection = preparation?.getSnapshot().selection;
    if (!preparation || !selection) return;
    const { link_id } = visitOrThrow();
    const { createSender, filesToSend } = await import("./engine");
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

/** Tells the server what the guest says of a delivery, if there is anything. */
async function sayOf(api: client.DeliveryClient, answers: readonly Answer[]): Promise<void> {
  const { visit, words } = store.getSnapshot();
  const name = visit?.ask_name ? words.name.trim() : "";
  const note = visit?.ask_note ? words.note.trim() : "";
  if (name || note || answers.length > 0) await api.say({ name, note, answers: [...answers] });
}

async function sending(sender: Sender): Promise<void> {
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
  const { sender } = store.getSnapshot();
  if (sender?.getSnapshot().error?.code === "delivery_closed") {
    // Closed in another window, or after a long rest: what is missing goes into a new delivery.
    change({ sender: null, delivery: null, unfinished: null, missing: 0, screen: "review" });
  } else if (sender) await attempt(() => sending(sender));
}

/** The server looks at files at its own pace: asked again after so long, in milliseconds. */
const ASK_AGAIN = 1000;

/** Closes the delivery, and waits until the server has looked at every file and issued the receipt. */
export const close = (): Promise<boolean> =>
  attempt(async () => {
    const delivery = store.getSnapshot().delivery ?? store.getSnapshot().unfinished;
    if (!delivery) return;
    const api = new client.DeliveryClient(visitOrThrow().link_id, delivery.id);
    change({ closing: true, delivery });
    try {
      const { sender, answers } = store.getSnapshot();
      const lost = sender?.getSnapshot().takenOut.map(({ path }) => path) ?? [];
      if (lost.length > 0) await patiently(() => sayOf(api, withDamaged(answers, lost)));
      let state = await patiently(() => api.close());
      while (state.state !== "closed") {
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
        state = await patiently(() => api.read());
        change({ delivery: state });
      }
      const receipt = await patiently(() => api.receipt());
      expectedFiles = [];
      change({
        receipt,
        delivery: state,
        unfinished: null,
        screen: "receipt",
        sender: null,
        preparation: null,
      });
    } finally {
      change({ closing: false });
    }
  });

/** A request that may be repeated, repeated until it is answered: the line may be gone for hours. */
async function patiently<T>(request: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status !== 0 && error.status < 500)) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfter ?? 3 * ASK_AGAIN));
    }
  }
}

/** Shows the receipt of an earlier delivery. */
export const showReceipt = (delivery: Delivery): Promise<boolean> =>
  attempt(async () => {
    const api = new client.DeliveryClient(visitOrThrow().link_id, delivery.id);
    change({ delivery, receipt: await api.receipt(), screen: "receipt" });
  });

/** From a receipt back to choosing. */
export const sendMore = (): Promise<boolean> =>
  attempt(async () => {
    change({ sender: null, preparation: null, delivery: null, receipt: null, missing: 0 });
    await enter();
  });

/** Every file of a delivery, for the list that the guest keeps. */
export async function listFiles(delivery: Delivery): Promise<client.DeliveryFile[]> {
  return new client.DeliveryClient(visitOrThrow().link_id, delivery.id).files();
}
