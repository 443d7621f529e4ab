// The built pages in frontend/dist, which the backend serves.
import { existsSync } from "node:fs";
import { fromRoot } from "./paths.mjs";
import { runQuietly } from "./run.mjs";
import { fingerprint, isStamped, stamp } from "./stamp.mjs";

const STAMP = "var/stamps/pages";
const INPUTS = [
  "frontend",
  "package-lock.json",
  "vite.config.ts",
  "lingui.config.ts",
  "tsconfig.base.json",
  "scripts/precompress.ts",
  "scripts/keep-languages.ts",
];

/** @returns {Promise<string>} the outcome, in words */
export async function buildPages() {
  const print = fingerprint(INPUTS, { leaveOut: ["frontend/dist"] });
  if (existsSync(fromRoot("frontend/dist/index.html")) && isStamped(STAMP, print)) return "up to date";
  await runQuietly(fromRoot("node_modules/.bin/vite"), ["build", "--logLevel", "warn"]);
  stamp(STAMP, print);
  return "built";
}
