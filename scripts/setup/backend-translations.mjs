// The backend's PO catalogues, compiled to the MO files that gettext reads.
import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { fromRoot, venvProgram } from "./paths.mjs";
import { runQuietly } from "./run.mjs";
import { fingerprint, isStamped, stamp } from "./stamp.mjs";

const STAMP = "var/stamps/backend-translations";

/** @returns {Promise<string>} the outcome, in words */
export async function backendTranslations() {
  const names = readdirSync(fromRoot("backend"), { recursive: true, encoding: "utf8" });
  const sources = names.filter((name) => name.endsWith(".po")).map((name) => `backend/${name}`);
  const compiled = new Set(names.filter((name) => name.endsWith(".mo")).map((name) => `backend/${name}`));
  const print = fingerprint(sources);
  const complete = sources.every((source) => compiled.has(source.replace(/po$/, "mo")));
  if (complete && isStamped(STAMP, print)) return "up to date";
  // backend/<...>/translations/<language>/LC_MESSAGES/<domain>.po
  for (const folder of new Set(sources.map((source) => dirname(dirname(dirname(source)))))) {
    const domains = sources.filter((source) => source.startsWith(`${folder}/`)).map(domainOf);
    for (const domain of new Set(domains)) {
      await runQuietly(venvProgram("pybabel"), ["compile", "--directory", folder, "--domain", domain]);
    }
  }
  stamp(STAMP, print);
  return "compiled";
}

/** @param {string} source */
function domainOf(source) {
  return source.slice(source.lastIndexOf("/") + 1, -".po".length);
}
