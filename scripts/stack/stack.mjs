// Several processes that live and end together.
import { Explained } from "../setup/say.mjs";
import { Child } from "./child.mjs";

const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 150;

/**
 * @typedef {{ name: string, program: string, args: string[] }} Program
 *
 * @typedef {object} Stack
 * @property {Promise<string>} broken resolves, with the reason in words, when a process has died
 * @property {() => Promise<void>} end ends all processes
 */

/**
 * Starts all programs and waits until the addresses answer with success.
 *
 * @param {Program[]} programs
 * @param {{ env: NodeJS.ProcessEnv, logDir: string, readyAt: string[] }} where
 * @param {Promise<string>} interrupted resolves, with the reason in words, when the person wants no more
 * @returns {Promise<Stack>}
 * @throws {Explained} when one of them does not come up
 */
export async function startStack(programs, { env, logDir, readyAt }, interrupted) {
  let ending = false;
  /** @type {(reason: string) => void} */
  let breakDown = () => {};
  /** @type {Promise<string>} */
  const broken = new Promise((resolve) => {
    breakDown = resolve;
  });

  const children = programs.map(({ name, program, args }) => {
    const logFile = `${logDir}/${name}.log`;
    const child = new Child({ program, args, env, logFile }, (why) => {
      if (ending) return;
      breakDown(`${name} has ended (${why}). Its last lines, from ${logFile}:\n\n${child.lastLines()}`);
    });
    return child;
  });

  const end = async () => {
    ending = true;
    await Promise.all(children.map((child) => child.end()));
  };

  const failed = Promise.race([broken, interrupted]).then((reason) => {
    throw new Explained(reason);
  });
  const asking = new AbortController();
  try {
    await Promise.race([Promise.all(readyAt.map((url) => untilReady(url, asking.signal))), failed]);
  } catch (error) {
    await end();
    throw error;
  } finally {
    asking.abort();
  }
  failed.catch(() => {}); // from here on `broken` tells
  return { broken, end };
}

/**
 * @param {string} url
 * @param {AbortSignal} signal gives up asking
 */
async function untilReady(url, signal) {
  const deadline = Date.now() + READY_WITHIN_MS;
  let last = "no answer";
  while (Date.now() < deadline && !signal.aborted) {
    try {
      const response = await fetch(url);
      if (response.ok) return;
      last = `${response.status}: ${await response.text()}`;
    } catch (error) {
      last = error instanceof Error ? String(error.cause ?? error) : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Explained(
    `${url} did not become ready within ${READY_WITHIN_MS / 1000} s. Its last answer:\n  ${last}`,
  );
}
