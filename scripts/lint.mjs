// `npm run lint`: every check that needs no running program; all of them run, whatever the others say.
import { CHECKS } from "./checks.mjs";
import { runVisibly } from "./setup/run.mjs";
import { fail, say } from "./setup/say.mjs";

async function main() {
  const failed = [];
  for (const { name, program, args } of CHECKS) {
    say(`\n— ${name}`);
    if (!(await runVisibly(program, args))) failed.push(name);
  }
  say(failed.length ? `\nFailed: ${failed.join(", ")}` : "\nAll checks passed.");
  process.exit(failed.length ? 1 : 0);
}

main().catch(fail);
