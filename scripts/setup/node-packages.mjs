// node_modules, exactly as package-lock.json says.
import { existsSync } from "node:fs";
import { fromRoot } from "./paths.mjs";
import { runQuietly } from "./run.mjs";
import { fingerprint, isStamped, stamp } from "./stamp.mjs";

const STAMP = "node_modules/.filmjacket";

/** @returns {Promise<string>} the outcome, in words */
export async function nodePackages() {
  const print = fingerprint(["package-lock.json"]);
  if (existsSync(fromRoot("node_modules")) && isStamped(STAMP, print)) return "up to date";
  await runQuietly("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    hint: "Is the network there? npm must reach a package registry.",
  });
  stamp(STAMP, print);
  return "installed";
}
