// `npm run api`: openapi.json from the backend's code, and from it the frontend's types.
// With --check nothing is written; it fails when either file is not what the code says.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "./setup/paths.mjs";
import { runQuietly } from "./setup/run.mjs";
import { Explained, fail, say } from "./setup/say.mjs";
import { filmjacketCommand } from "./stack/programs.mjs";

const DESCRIPTION = fromRoot("openapi.json");
const TYPES = fromRoot("frontend/src/api/schema.d.ts");

/**
 * @param {string} description where openapi.json goes
 * @param {string} types where the TypeScript types go
 */
async function generate(description, types) {
  const describe = filmjacketCommand("openapi", "--output", description);
  await runQuietly(describe.program, describe.args);
  await runQuietly(fromRoot("node_modules/.bin/openapi-typescript"), [description, "--output", types]);
}

async function check() {
  const folder = mkdtempSync(join(tmpdir(), "filmjacket-api-"));
  try {
    const [description, types] = [join(folder, "openapi.json"), join(folder, "schema.d.ts")];
    await generate(description, types);
    for (const [fresh, kept] of [
      [description, DESCRIPTION],
      [types, TYPES],
    ]) {
      if (readFileSync(fresh ?? "", "utf8") !== readFileSync(kept ?? "", "utf8")) {
        throw new Explained(`${kept} is not what the code says. Please run: npm run api`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main() {
  if (process.argv.includes("--check")) {
    await check();
    say("openapi.json and the frontend's types are what the code says.");
  } else {
    await generate(DESCRIPTION, TYPES);
    say("Written: openapi.json and frontend/src/api/schema.d.ts");
  }
}

main().catch(fail);
