// Runs a program of the Python environment: `node scripts/backend.mjs pytest tests/links`.
import { venvProgram } from "./setup/paths.mjs";
import { runVisibly } from "./setup/run.mjs";
import { fail } from "./setup/say.mjs";

const [program = "python", ...args] = process.argv.slice(2);

runVisibly(venvProgram(program), args).then((succeeded) => process.exit(succeeded ? 0 : 1), fail);
