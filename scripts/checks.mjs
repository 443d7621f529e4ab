// The checks that need no running program, in the order of `npm run lint` and `npm test`.
import { fromRoot, venvProgram } from "./setup/paths.mjs";

/** @param {string} name a program that npm installed */
const nodeProgram = (name) => fromRoot(`node_modules/.bin/${name}`);

/** @type {{ name: string, program: string, args: string[] }[]} */
export const CHECKS = [
  { name: "biome", program: nodeProgram("biome"), args: ["ci", "--error-on-warnings"] },
  { name: "ruff", program: venvProgram("ruff"), args: ["check"] },
  { name: "ruff format", program: venvProgram("ruff"), args: ["format", "--check"] },
  { name: "mypy", program: venvProgram("mypy"), args: [] },
  { name: "tsc, pages", program: nodeProgram("tsc"), args: ["-p", "tsconfig.json"] },
  { name: "tsc, workers", program: nodeProgram("tsc"), args: ["-p", "tsconfig.worker.json"] },
  { name: "tsc, scripts and e2e", program: nodeProgram("tsc"), args: ["-p", "tsconfig.node.json"] },
  { name: "import-linter", program: venvProgram("lint-imports"), args: [] },
  { name: "translations", program: process.execPath, args: [fromRoot("scripts/check-translations.mjs")] },
  {
    name: "API description",
    program: process.execPath,
    args: [fromRoot("scripts/generate-api.mjs"), "--check"],
  },
];
