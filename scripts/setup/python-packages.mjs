// The Python environment in .venv: made once, then only brought up to its lock.
import { existsSync, rmSync } from "node:fs";
import { fromRoot, venvProgram } from "./paths.mjs";
import { runQuietly } from "./run.mjs";
import { fingerprint, isStamped, stamp } from "./stamp.mjs";
import { findPython, pythonVersion } from "./versions.mjs";

/** requirements-dev.txt holds all of requirements.txt, in the same versions. */
const LOCKS = { runtime: "requirements.txt", dev: "requirements-dev.txt" };

/** @param {keyof typeof LOCKS} lock */
const stampOf = (lock) => `.venv/.filmjacket-${lock}`;

/**
 * Makes .venv if it is missing or broken, and installs the lock if it has changed.
 *
 * Every package is checked against the hashes of the lock; nothing outside the lock is installed.
 *
 * @param {keyof typeof LOCKS} which
 * @returns {Promise<string>} the outcome, in words
 */
export async function pythonPackages(which) {
  await ensureEnvironment();
  const print = fingerprint([LOCKS[which]]);
  if (isStamped(stampOf(which), print)) return "up to date";
  await runQuietly(
    venvProgram("python"),
    ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"].concat([
      "--require-hashes",
      "--requirement",
      LOCKS[which],
    ]),
    { hint: "Is the network there? pip must reach a Python package index." },
  );
  stamp(stampOf(which), print);
  if (which === "dev") stamp(stampOf("runtime"), fingerprint([LOCKS.runtime]));
  return "installed";
}

async function ensureEnvironment() {
  if (existsSync(venvProgram("python"))) {
    const version = await pythonVersion(venvProgram("python"));
    if (version) return;
  }
  const python = await findPython();
  rmSync(fromRoot(".venv"), { recursive: true, force: true }); // half made, or its Python is gone
  await runQuietly(python.program, ["-m", "venv", ".venv"], {
    hint: "On Debian and Ubuntu Python's venv module is a package of its own: apt-get install python3-venv",
  });
}
