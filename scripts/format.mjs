// `npm run format`: brings every file into the form that the checks ask for.
import { fromRoot, venvProgram } from "./setup/paths.mjs";
import { runVisibly } from "./setup/run.mjs";
import { fail } from "./setup/say.mjs";

async function main() {
  const done = [
    await runVisibly(fromRoot("node_modules/.bin/biome"), ["check", "--write"]),
    await runVisibly(venvProgram("ruff"), ["check", "--fix"]),
    await runVisibly(venvProgram("ruff"), ["format"]),
  ];
  process.exit(done.every(Boolean) ? 0 : 1);
}

main().catch(fail);
