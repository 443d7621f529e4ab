import { DefaultHttpStack, type HttpStack } from "tus-js-client";
import { terminateUpload, travelsWithCreation, uploadBundle } from "./bundle-upload";
import { compressingStack, offersGzip } from "./compression";
import { type ApiError, type DeclaredFile, type DeliveryApi, writePositions } from "./delivery-api";
import { createGzipPool, type GzipPool } from "./gzip-pool";
import { isAbort, Persistence, Stopped } from "./persistence";
import type { FileToSend } from "./plan";
import { bundleUp, declareAll, type Member, type OpenBundle, planSending, type SendPlan } from "./send-plan";
import { type Portion, ProgressCount } from "./send-progress";
import { createSpeedMeter } from "./speed";
import { type FileLoss, findLosses } from "./still-readable";
import { createStore, type Store } from "./store";

type Stage =
  | "idle"
  /** The manifest is being told to the server. */
  | "preparing"
  | "sending"
  /** Every byte that can be sent is on the server. */
  | "sent"
  /** Only a person can help; `error` says why. `start()` goes on from what the server holds. */
  | "stopped";

/** `waiting`: nothing moves at present; another try comes by itself. */
export type SendPhase = Stage | "paused" | "waiting";

/** What views show of a delivery under way. */
export interface SendState {
  phase: SendPhase;
  bytes: Portion;
  /** For each study key and document path. */
  groups: ReadonlyMap<string, Portion>;
  /** Bytes a second; `null` while unknown. */
  speed: number | null;
  secondsLeft: number | null;
  /** While waiting: for the line, or for a server that asked for patience. */
  waitingFor: "network" | "server" | null;
  /** Files that changed or vanished on disk, and so were not sent. */
  takenOut: readonly { path: string; loss: FileLoss }[];
  error: ApiError | null;
}

export interface SenderOptions {
  api: DeliveryApi;
  files: readonly FileToSend[];
  /** What stays where it is, for the receipt. */
  leftOut?: readonly DeclaredFile[];
  /** Other than the browser's own requests, compressed where that pays; tests give theirs. */
  httpStack?: HttpStack;
  /** Tests wait less. */
  delay?: (attempt: number) => number;
}

export interface Sender extends Store<SendState> {
  /** Begins, or goes on after `stopped`. Resolves when the phase is `sent` or `stopped`. */
  start(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends a wait: the line may be back. */
  retryNow(): void;
  /** Lets go of everything; what the server holds stays there. */
  cancel(): void;
}

const MIB = 1024 * 1024;
const UPLOADS_AT_ONCE = 3;
const CHUNK = 16 * MIB;
const LARGE_CHUNK = 64 * MIB;
/** From this speed on a larger chunk takes no longer than a person would wait to see it move. */
const FAST_LINE = 16 * MIB;
const SMALLEST_CHUNK = 64 * 1024;
/** Views are told this often at most, in milliseconds. */
const TELL_EVERY = 150;
/** An upload that the server forgets time and again is a matter for a person. */
const MOST_TRIES = 8;

/** Sends files of one delivery and keeps at it: see `SendPhase` for what may happen on the way. */
export function createSender(options: SenderOptions): Sender {
  return new BundleSender(options);
}

class BundleSender implements Sender {
  private readonly store = createStore<SendState>(initialState());
  private readonly meter = createSpeedMeter();
  private progress: ProgressCount;
  private queue: OpenBundle[] = [];
  private run: AbortController | undefined;
  private readonly persistence: Persistence;
  /** Uploads whose latest request the server has answered. */
  private inTouch = 0;
  private stage: Stage = "idle";
  private error: ApiError | null = null;
  private telling: ReturnType<typeof setTimeout> | undefined;
  private chunkSize = CHUNK;
  private chunkLimited = false;
  private takenOut: SendState["takenOut"] = [];
  private stack: HttpStack | undefined;
  private gzipPool: GzipPool | undefined;

  constructor(private readonly options: SenderOptions) {
    this.progress = new ProgressCount(options.files);
    this.stack = options.httpStack;
    this.persistence = new Persistence(() => {
      this.meter.reset();
      this.tell();
    }, options.delay);
  }

  subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);
  getSnapshot = (): SendState => this.store.getSnapshot();

  async start(): Promise<void> {
    if (this.run) return;
    const run = new AbortController();
    this.run = run;
    this.persistence.begin();
    const online = (): void => this.retryNow();
    globalThis.addEventListener?.("online", online);
    let lanes: Promise<void>[] = [];
    try {
      this.enter("preparing");
      await this.prepare(run.signal);
      this.enter("sending");
      lanes = Array.from({ length: UPLOADS_AT_ONCE }, () => this.lane(run.signal));
      await Promise.all(lanes);
      this.enter("sent");
    } catch (error) {
      // One lane has found that only a person can help, or the run was cancelled: the others end as well.
      run.abort();
      this.cancel();
      await Promise.allSettled(lanes);
      if (error instanceof Stopped) this.enter("stopped", error.reason);
      else if (isAbort(error)) this.enter("idle");
      else throw error;
    } finally {
      globalThis.removeEventListener?.("online", online);
      this.gzipPool?.end();
      this.run = undefined;
    }
  }

  pause(): void {
    if (this.persistence.paused) return;
    this.persistence.pause();
    this.meter.reset();
    this.tell();
  }

  resume(): void {
    if (!this.persistence.paused) return;
    this.persistence.resume();
    this.tell();
  }

  retryNow(): void {
    this.persistence.wake();
  }

  cancel(): void {
    this.run?.abort();
    this.persistence.end();
  }

  /** Tells the manifest, and finds out what is there already. */
  private async prepare(signal: AbortSignal): Promise<void> {
    const { files, leftOut = [] } = this.options;
    this.takenOut = [];
    const plan = await this.persistence.keepAt(signal, { action: () => this.readPlan(files, leftOut) });
    this.progress = new ProgressCount(files);
    this.progress.settle(plan.settled);
    this.queue = plan.bundles;
    await this.takeBack(plan, signal);
    if (!this.stack && plan.bundles.length > 0) {
      await this.persistence.keepAt(signal, { action: () => this.chooseStack() });
    }
    for (const bundle of plan.bundles) if (bundle.url) this.progress.watch(bundle);
  }

  /** Compressed if the server offers to take it, and as long as it pays. */
  private async chooseStack(): Promise<void> {
    const { uploadsUrl, headers } = this.options.api;
    if (!(await offersGzip(uploadsUrl, headers, this.persistence.signal))) return;
    this.gzipPool = createGzipPool();
    this.stack = compressingStack(new DefaultHttpStack({}), this.gzipPool.gzip);
  }

  private async lane(signal: AbortSignal): Promise<void> {
    for (let bundle = this.queue.shift(); bundle; bundle = this.queue.shift()) {
      this.progress.watch(bundle);
      const complete = await this.carry(bundle, signal);
      this.progress.unwatch(bundle);
      if (complete) this.progress.settle(bundle.members);
      this.tellSoon();
    }
  }

  /** Brings a bundle over, whatever it takes. Answers false when it was replaced by others, which are in the queue. */
  private async carry(bundle: OpenBundle, signal: AbortSignal): Promise<boolean> {
    let chunk = this.chunkSizeNow();
    return this.persistence.keepAt<boolean>(signal, {
      action: async (attempt) => {
        if (attempt > 0 && bundle.url === null) {
          await this.replan(bundle, signal);
          return false;
        }
        chunk = this.chunkSizeNow();
        await this.upload(bundle, chunk);
        return true;
      },
      onFailure: async (failure) => {
        if (failure.kind === "no-answer") return this.settleIfLossy(bundle, signal);
        if (failure.kind === "too-large") this.shrinkChunks(bundle, chunk, failure.error);
        if (failure.kind === "gone") {
          if (bundle.url === null || bundle.tries >= MOST_TRIES) throw new Stopped(failure.error);
          bundle.url = null;
          bundle.sent = 0;
        }
        return undefined;
      },
      progress: () => bundle.sent,
      triesBefore: bundle.tries,
    });
  }

  private async upload(bundle: OpenBundle, chunkSize: number): Promise<void> {
    const { api } = this.options;
    let inTouch = false;
    try {
      await uploadBundle({
        blob: new Blob(bundle.members.map((member) => member.file)),
        url: bundle.url,
        endpoint: api.uploadsUrl,
        metadata: { members: writePositions(bundle.members.map((member) => member.position)) },
        headers: api.headers,
        chunkSize,
        signal: this.persistence.signal,
        onUrl: (url) => {
          bundle.url = url;
          if (!inTouch) this.touch(1);
          inTouch = true;
        },
        onProgress: (bytes) => {
          bundle.sent = bytes;
          this.meter.record(this.progress.sent, performance.now());
          this.tellSoon();
        },
        ...(this.stack ? { httpStack: this.stack } : {}),
      });
    } finally {
      if (inTouch) this.touch(-1);
    }
  }

  /** The server has answered an upload's first request (1), or an upload has ended (-1). */
  private touch(change: number): void {
    this.inTouch += change;
    if (change < 0) return;
    this.persistence.waitingFor = null;
    this.tellSoon();
  }

  /**
   * Asks the server about a bundle whose creation went wrong, and queues what is left of it: the answer may have been
   * lost, or an earlier visit's request may have come through late.
   */
  private async replan(bundle: OpenBundle, signal: AbortSignal): Promise<void> {
    const plan = await this.readPlan(bundle.members, []);
    await this.takeBack(plan, signal);
    this.progress.settle(plan.settled);
    for (const fresh of plan.bundles) fresh.tries = bundle.tries + 1;
    this.queue.unshift(...plan.bundles);
  }

  private async readPlan(files: readonly FileToSend[], leftOut: readonly DeclaredFile[]): Promise<SendPlan> {
    const { api } = this.options;
    const lines = await declareAll(api, files, leftOut, this.persistence.signal);
    return planSending(files, lines, await api.plan(this.persistence.signal));
  }

  private async takeBack(plan: SendPlan, signal: AbortSignal): Promise<void> {
    for (const upload of plan.abandoned) await this.terminate(upload.url, signal);
  }

  /** Answers false when the server holds the upload whole, so that it can't be taken back any more. */
  private terminate(url: string, signal: AbortSignal): Promise<boolean> {
    const { headers } = this.options.api;
    return this.persistence.keepAt(signal, { action: () => terminateUpload(url, headers, this.stack) });
  }

  /**
   * When files of a bundle can't be read any more: takes them out, queues the rest anew, and answers false. Answers true
   * when everything had arrived before, and `undefined` when all can be read.
   */
  private async settleIfLossy(bundle: OpenBundle, signal: AbortSignal): Promise<boolean | undefined> {
    const losses = new Map([...(await findLosses(bundle.members))].map(([{ path }, loss]) => [path, loss]));
    if (losses.size === 0) return undefined;
    if (bundle.url && !(await this.terminate(bundle.url, signal))) return true;
    this.progress.unwatch(bundle);
    const left = bundle.url ? bundle.members : await this.stillToSend(bundle, signal);
    const lost = left.filter(({ path }) => losses.has(path));
    this.takenOut = [
      ...this.takenOut,
      ...lost.map(({ path }) => ({ path, loss: losses.get(path) ?? ("changed" as const) })),
    ];
    this.progress.remove(lost);
    this.queue.unshift(...bundleUp(left.filter((member) => !lost.includes(member))));
    return false;
  }

  /** Members of a bundle whose creation was not answered, without those that the server turns out to have. */
  private async stillToSend(bundle: OpenBundle, signal: AbortSignal): Promise<Member[]> {
    const plan = await this.persistence.keepAt(signal, { action: () => this.readPlan(bundle.members, []) });
    await this.takeBack(plan, signal);
    this.progress.settle(plan.settled);
    this.queue.unshift(...plan.bundles.filter((fresh) => fresh.url !== null));
    return plan.bundles.filter((fresh) => fresh.url === null).flatMap((fresh) => fresh.members);
  }

  /** Halves the chunks that `bundle` was sent in, unless another bundle has learnt the same in the meantime. */
  private shrinkChunks(bundle: OpenBundle, chunk: number, error: ApiError): void {
    const tried = Math.min(chunk, bundle.size);
    const bodyless = bundle.url === null && !travelsWithCreation(bundle.size, chunk);
    if (bodyless || tried <= SMALLEST_CHUNK) throw new Stopped(error);
    this.chunkLimited = true;
    this.chunkSize = Math.min(this.chunkSize, Math.max(SMALLEST_CHUNK, Math.floor(tried / 2)));
  }

  private chunkSizeNow(): number {
    const fast = (this.meter.bytesPerSecond() ?? 0) >= FAST_LINE;
    return fast && !this.chunkLimited ? LARGE_CHUNK : this.chunkSize;
  }

  private enter(stage: Stage, error: ApiError | null = null): void {
    this.stage = stage;
    this.error = error;
    this.tell();
  }

  private phase(): SendPhase {
    if (this.stage !== "preparing" && this.stage !== "sending") return this.stage;
    if (this.persistence.paused) return "paused";
    return this.persistence.waitingFor && this.inTouch === 0 ? "waiting" : this.stage;
  }

  private tellSoon(): void {
    this.telling ??= setTimeout(() => this.tell(), TELL_EVERY);
  }

  private tell(): void {
    clearTimeout(this.telling);
    this.telling = undefined;
    const phase = this.phase();
    const bytes = { sent: this.progress.sent, total: this.progress.total };
    const speed = phase === "sending" ? this.meter.bytesPerSecond() : null;
    this.store.set({
      phase,
      bytes,
      groups: this.progress.groups(),
      speed,
      secondsLeft: speed ? (bytes.total - bytes.sent) / speed : null,
      waitingFor: phase === "waiting" ? this.persistence.waitingFor : null,
      takenOut: this.takenOut,
      error: this.error,
    });
  }
}

function initialState(): SendState {
  return {
    phase: "idle",
    bytes: { sent: 0, total: 0 },
    groups: new Map(),
    speed: null,
    secondsLeft: null,
    waitingFor: null,
    takenOut: [],
    error: null,
  };
}
