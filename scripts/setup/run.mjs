// Runs one command to its end.
import { spawn } from "node:child_process";
import { root } from "./paths.mjs";
import { Explained } from "./say.mjs";

/** What is kept of a quiet command's output, to be shown if it fails. */
const LINES_KEPT = 40;

/**
 * Runs a command quietly; its output appears only in the error of a failure.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, hint?: string }} [options] `hint`: what the person may do about a failure
 * @returns {Promise<string>} standard output
 */
export async function runQuietly(program, args, options = {}) {
  const { code, stdout, output } = await collect(program, args, options);
  if (code === 0) return stdout;
  const tail = output.trimEnd().split("\n").slice(-LINES_KEPT).join("\n");
  const command = [program, ...args].join(" ");
  throw new Explained(
    `This command failed (exit code ${code}):\n  ${command}\n\n${tail}${options.hint ? `\n\n${options.hint}` : ""}`,
  );
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} options
 * @returns {Promise<{ code: number | null, stdout: string, output: string }>}
 */
export function collect(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...(options.env ?? process.env), NO_COLOR: "1" }, // an error is shown as plain text
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, output }));
  });
}

/**
 * Runs a command whose output the person sees as it comes.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<boolean>} whether it succeeded
 */
export function runVisibly(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: options.env ?? process.env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0));
  });
}

/**
 * Whether a program can be started at all.
 *
 * @param {string} program
 * @param {string[]} args such as ["--version"]
 */
export async function answers(program, args) {
  try {
    return (await collect(program, args)).code === 0;
  } catch {
    return false; // ENOENT: there is no such program
  }
}
