// The processes that make one Filmjacket: mailbox, web server, worker. Used by `npm start` and by the
// end-to-end tests, so that both run the same thing.
import { venvProgram } from "../setup/paths.mjs";
import { collect } from "../setup/run.mjs";
import { Explained } from "../setup/say.mjs";
import { Child } from "./child.mjs";

const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 150;

/** The arguments of Python for the `filmjacket` command. */
export const FILMJACKET = ["-m", "backend.cli"];

/**
 * @typedef {object} Stack
 * @property {Promise<string>} broken resolves, with the reason in words, when a process has died
 * @property {() => Promise<void>} end ends all processes
 */

/**
 * Starts all processes and waits until the application answers.
 *
 * @param {{ env: NodeJS.ProcessEnv, port: number, smtpPort: number, mailboxPort: number, mailDir: string, logDir: string }} where
 * @param {Promise<string>} interrupted resolves, with the reason in words, when the person wants no more
 * @returns {Promise<Stack>}
 * @throws {Explained} when one of them does not come up
 */
export async function startStack({ env, port, smtpPort, mailboxPort, mailDir, logDir }, interrupted) {
  /** @type {Child[]} */
  const children = [];
  let ending = false;
  /** @type {(reason: string) => void} */
  let breakDown = () => {};
  /** @type {Promise<string>} */
  const broken = new Promise((resolve) => {
    breakDown = resolve;
  });

  /**
   * @param {string} name
   * @param {string} program
   * @param {string[]} args
   */
  const run = (name, program, args) => {
    const logFile = `${logDir}/${name}.log`;
    const child = new Child({ name, program: venvProgram(program), args, env, logFile }, (why) => {
      if (!ending)
        breakDown(
          `The ${name} process has ended (${why}). Its last lines, from ${logFile}:\n\n${child.lastLines()}`,
        );
    });
    children.push(child);
  };

  const end = async () => {
    ending = true;
    await Promise.all(children.map((child) => child.end()));
  };

  run("mailbox", "python", [
    ...FILMJACKET,
    "mailbox",
    "--smtp-port",
    `${smtpPort}`,
    "--http-port",
    `${mailboxPort}`,
    "--directory",
    mailDir,
  ]);
  run("web", "gunicorn", ["--config", "gunicorn.conf.py", "backend.app:create_app()"]);
  run("worker", "python", [...FILMJACKET, "worker"]);

  try {
    await Promise.race([
      Promise.all([
        untilReady(`http://127.0.0.1:${port}/readyz`),
        untilReady(`http://127.0.0.1:${mailboxPort}/api/mails`),
      ]),
      Promise.race([broken, interrupted]).then((reason) => {
        throw new Explained(reason);
      }),
    ]);
  } catch (error) {
    await end();
    throw error;
  }
  return { broken, end };
}

/** @param {string} url */
async function untilReady(url) {
  const deadline = Date.now() + READY_WITHIN_MS;
  let last = "no answer";
  while (Date.now() < deadline) {
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

/**
 * Runs one `filmjacket` command to its end.
 *
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} what it printed
 * @throws {Explained} when it fails
 */
export async function filmjacket(args, env) {
  const { code, stdout, output } = await collect(venvProgram("python"), [...FILMJACKET, ...args], { env });
  if (code !== 0)
    throw new Explained(`filmjacket ${args.join(" ")} failed (exit code ${code}):\n\n${output.trimEnd()}`);
  return stdout.trimEnd();
}
