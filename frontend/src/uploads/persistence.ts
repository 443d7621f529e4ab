import type { ApiError } from "./delivery-api";
import { backOff, type Failure, judgeFailure } from "./send-failure";

/** Only a person can help. */
export class Stopped extends Error {
  override readonly name = "Stopped";

  constructor(readonly reason: ApiError) {
    super(reason.message);
  }
}

/** How one thing is tried again and again. */
export interface Trial<T> {
  /** `attempt` counts from 0. */
  action: (attempt: number) => Promise<T>;
  /** May settle the matter by another answer. */
  onFailure?: (failure: Failure) => Promise<T | undefined>;
  /** Any number that grows when things go well, so that patience begins anew. */
  progress?: () => number;
  /** Vain tries before the first one here. */
  triesBefore?: number;
}

/** Keeps at things through pauses, lost networks and busy servers, for all uploads of a delivery together. */
export class Persistence {
  /** What is waited for at present, if anything is. */
  waitingFor: "network" | "server" | null = null;
  paused = false;
  /** Aborted to pause: the trials go on later, their requests don't. */
  private requests = new AbortController();
  private whenResumed: (() => void)[] = [];
  private readonly wakers = new Set<() => void>();

  constructor(
    private readonly onChange: () => void,
    private readonly delay: (attempt: number) => number = backOff,
  ) {}

  /** Goes to every request; another one after each pause. */
  get signal(): AbortSignal {
    return this.requests.signal;
  }

  /** Begins anew, whatever was before. */
  begin(): void {
    this.paused = false;
    this.waitingFor = null;
    this.requests = new AbortController();
  }

  pause(): void {
    this.paused = true;
    this.requests.abort();
    this.wake();
  }

  resume(): void {
    this.paused = false;
    this.requests = new AbortController();
    this.release();
  }

  /** Ends every wait: the line may be back. */
  wake(): void {
    for (const wake of [...this.wakers]) wake();
  }

  /** Ends every request, wait and pause; the trials' own signal has to be aborted before. */
  end(): void {
    this.requests.abort();
    this.wake();
    this.release();
  }

  /** Tries until it succeeds. Throws `Stopped` when only a person can help, and the signal's reason. */
  async keepAt<T>(run: AbortSignal, trial: Trial<T>): Promise<T> {
    const { action, onFailure, progress = () => 0, triesBefore = 0 } = trial;
    let patience = triesBefore;
    for (let attempt = 0; ; ) {
      await this.untilResumed(run);
      const before = progress();
      try {
        const answer = await action(attempt);
        this.waitingFor = null;
        return answer;
      } catch (error) {
        run.throwIfAborted();
        attempt += 1;
        if (isAbort(error)) continue;
        const failure = judgeFailure(error);
        if (failure.kind === "refused") throw new Stopped(failure.error);
        const answer = await onFailure?.(failure);
        if (answer !== undefined) return answer;
        patience = progress() > before ? 0 : patience + 1;
        await this.wait(run, failure, patience);
      }
    }
  }

  /** Waits as long as the failure and the number of vain tries deserve. */
  private async wait(run: AbortSignal, failure: Failure, patience: number): Promise<void> {
    const atOnce = failure.kind === "too-large" || failure.kind === "gone" || failure.kind === "out-of-step";
    if (atOnce && patience < 3) return;
    const asked = failure.kind === "busy" ? failure.retryAfter : null;
    this.waitingFor = failure.kind === "no-answer" ? "network" : "server";
    this.onChange();
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.wakers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, asked ?? this.delay(Math.max(0, patience - 1)));
      this.wakers.add(wake);
    });
    run.throwIfAborted();
  }

  private async untilResumed(run: AbortSignal): Promise<void> {
    while (this.paused) {
      await new Promise<void>((resolve) => this.whenResumed.push(resolve));
      run.throwIfAborted();
    }
  }

  private release(): void {
    for (const go of this.whenResumed.splice(0)) go();
  }
}

/** Whether something ended because somebody wanted it to. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
