// The processes that make one Filmjacket, as `npm start` and the end-to-end tests run them.
import { existsSync } from "node:fs";
import { venvProgram } from "../setup/paths.mjs";
import { collect } from "../setup/run.mjs";
import { Explained } from "../setup/say.mjs";

/** The arguments of Python for the `filmjacket` command. */
const FILMJACKET = ["-m", "backend.cli"];

/**
 * @param {string[]} args
 * @returns {{ program: string, args: string[] }}
 */
export const filmjacketCommand = (...args) => ({
  program: venvProgram("python"),
  args: [...FILMJACKET, ...args],
});

/**
 * @param {{ smtpPort: number, mailboxPort: number, mailDir: string }} where
 * @returns {import("./stack.mjs").Program[]}
 */
export function filmjacketPrograms({ smtpPort, mailboxPort, mailDir }) {
  const ports = ["--smtp-port", String(smtpPort), "--http-port", String(mailboxPort)];
  return [
    { name: "mailbox", ...filmjacketCommand("mailbox", ...ports, "--directory", mailDir) },
    {
      name: "web",
      program: venvProgram("python"),
      args: ["-m", "gunicorn", "--config", "gunicorn.conf.py", "backend.app:create_app()"],
    },
    { name: "worker", ...filmjacketCommand("worker") },
  ];
}

/**
 * @param {string} configuration a complete nginx.conf
 * @returns {import("./stack.mjs").Program}
 */
export function nginxProgram(configuration) {
  const program = existsSync("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx"; // often not in a user's PATH
  return { name: "nginx", program, args: ["-e", "stderr", "-c", configuration, "-g", "daemon off;"] };
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
  const command = filmjacketCommand(...args);
  const { code, stdout, output } = await collect(command.program, command.args, { env });
  if (code !== 0)
    throw new Explained(`filmjacket ${args.join(" ")} failed (exit code ${code}):\n\n${output.trimEnd()}`);
  return stdout.trimEnd();
}
