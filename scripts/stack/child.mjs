// One long-running process of the stack, with a log file of its own.
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { root } from "../setup/paths.mjs";

/** How long a process may take to end by itself: running uploads finish their chunk, the worker its job. */
const GRACE_MS = 10_000;
const LINES_SHOWN = 25;

export class Child {
  /** @type {import("node:child_process").ChildProcess} */
  #process;
  #ended = false;

  /**
   * @param {{ program: string, args: string[], env: NodeJS.ProcessEnv, logFile: string, graceMs?: number }} what
   * @param {(why: string) => void} onEnd called once, when the process has ended for whatever reason
   */
  constructor({ program, args, env, logFile, graceMs = GRACE_MS }, onEnd) {
    this.logFile = logFile;
    this.graceMs = graceMs;
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, "w");
    // A group of its own: Ctrl-C in the terminal reaches only this script, which then ends all in good order.
    this.#process = spawn(program, args, { cwd: root, env, detached: true, stdio: ["ignore", log, log] });
    closeSync(log);
    this.#process.once("error", (error) => this.#end(onEnd, error.message));
    this.#process.once("exit", (code, signal) =>
      this.#end(onEnd, signal ? `ended by ${signal}` : `exit code ${code}`),
    );
  }

  /**
   * @param {(why: string) => void} onEnd
   * @param {string} why
   */
  #end(onEnd, why) {
    if (this.#ended) return;
    this.#ended = true;
    onEnd(why);
  }

  get hasEnded() {
    return this.#ended;
  }

  /** @returns {string} the last lines that the process wrote */
  lastLines() {
    return readFileSync(this.logFile, "utf8").trimEnd().split("\n").slice(-LINES_SHOWN).join("\n");
  }

  /** Asks the process to end, and ends it by force if it has not done so in time. */
  async end() {
    if (this.#ended) return;
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#signal("SIGTERM");
    const force = setTimeout(() => this.#signal("SIGKILL"), this.graceMs);
    await ended;
    clearTimeout(force);
  }

  /** @param {NodeJS.Signals} signal */
  #signal(signal) {
    const { pid } = this.#process;
    if (pid === undefined || this.#ended) return;
    // SIGTERM goes to the process alone, which looks after its own workers; SIGKILL to its whole group.
    process.kill(signal === "SIGKILL" ? -pid : pid, signal);
  }
}
