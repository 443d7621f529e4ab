// `npm test`: sets everything up and runs every suite; `npm run test:full` runs their long forms.
//
// All stages run, whatever the others say, except that the browser's tests need a build. The last line
// counts tests, and each check without tests of its own (a linter, the build) as one.
import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { CHECKS } from "./checks.mjs";
import { backendTranslations } from "./setup/backend-translations.mjs";
import { debianPackages } from "./setup/debian-packages.mjs";
import { nodePackages } from "./setup/node-packages.mjs";
import { fromRoot, venvProgram } from "./setup/paths.mjs";
import { pythonPackages } from "./setup/python-packages.mjs";
import { collect, runVisibly } from "./setup/run.mjs";
import { duration, fail, say, step } from "./setup/say.mjs";
import { checkNode, findPython } from "./setup/versions.mjs";
import { countsOf, nodeTestCounts, playwrightCounts, pytestCounts, vitestCounts } from "./test-reports.mjs";

const REPORTS = "var/reports";
const full = process.argv.includes("--full");

/** @param {string} name a program that npm installed */
const nodeProgram = (name) => fromRoot(`node_modules/.bin/${name}`);

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} program
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} [env] more environment
 * @property {() => import("./test-reports.mjs").Counts | undefined} [counts] how its tests went
 * @property {string} [after] the stage that must have succeeded
 */

/** @type {Stage[]} */
const STAGES = [
  {
    name: "script tests",
    program: process.execPath,
    args: ["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"].concat([
      "--test-reporter=junit",
      `--test-reporter-destination=${REPORTS}/scripts.xml`,
      "scripts/tests/",
    ]),
    counts: () => countsOf(fromRoot(`${REPORTS}/scripts.xml`), nodeTestCounts),
  },
  {
    name: "backend tests",
    program: venvProgram("pytest"),
    args: ["-n", String(Math.max(2, availableParallelism())), "--dist", "worksteal", "-q"].concat([
      `--junitxml=${REPORTS}/pytest.xml`,
    ]),
    counts: () => countsOf(fromRoot(`${REPORTS}/pytest.xml`), pytestCounts),
  },
  {
    name: "frontend tests",
    program: nodeProgram("vitest"),
    args: ["run"],
    env: { VITEST_JSON: fromRoot(`${REPORTS}/vitest.json`) },
    counts: () => countsOf(fromRoot(`${REPORTS}/vitest.json`), vitestCounts),
  },
  { name: "build", program: nodeProgram("vite"), args: ["build", "--logLevel", "warn"] },
  { name: "sizes", program: nodeProgram("size-limit"), args: [], after: "build" },
  {
    name: "end-to-end tests",
    program: nodeProgram("playwright"),
    args: ["test"],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: fromRoot(`${REPORTS}/playwright.json`) },
    counts: () => countsOf(fromRoot(`${REPORTS}/playwright.json`), playwrightCounts),
    after: "build",
  },
];

/**
 * @typedef {{ name: string, succeeded: boolean, spent: number, counts: import("./test-reports.mjs").Counts }} Result
 */

/**
 * @param {Stage} stage
 * @param {Result[]} before
 * @returns {Promise<Result>}
 */
async function run(stage, before) {
  const begin = Date.now();
  headline(stage.name);
  const lacks = before.find(({ name, succeeded }) => name === stage.after && !succeeded);
  if (lacks) say(`Not run, since the stage "${lacks.name}" has failed.`);
  const env = { ...process.env, ...stage.env, ...(full ? { FILMJACKET_TESTS: "full" } : {}) };
  const succeeded = !lacks && (await runVisibly(stage.program, stage.args, { env }));
  return { name: stage.name, succeeded, spent: Date.now() - begin, counts: tally(stage, succeeded) };
}

/**
 * Runs the checks side by side, as many at once as there are cores; what each says is shown when it has ended.
 *
 * @returns {Promise<Result[]>}
 */
async function runChecks() {
  const waiting = [...CHECKS];
  /** @type {Result[]} */
  const results = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const begin = Date.now();
      const { code, output } = await collect(check.program, check.args);
      headline(check.name);
      process.stdout.write(output);
      const succeeded = code === 0;
      results.push({
        name: check.name,
        succeeded,
        spent: Date.now() - begin,
        counts: tally(check, succeeded),
      });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return results;
}

/** @param {string} name */
function headline(name) {
  say(`\n━━ ${name} ${"━".repeat(Math.max(0, 70 - name.length))}`);
}

/**
 * A stage that failed counts one failure at least, even if no single test did (a crash, say).
 *
 * @param {Stage} stage
 * @param {boolean} succeeded
 */
function tally(stage, succeeded) {
  const counts = stage.counts?.() ?? { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  return { ...counts, failed: succeeded ? counts.failed : Math.max(1, counts.failed) };
}

/** @param {Result[]} results */
function summarise(results) {
  say(`\n━━ summary ${"━".repeat(63)}`);
  for (const { name, succeeded, spent, counts } of results) {
    const detail = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
    say(`${succeeded ? "✓" : "✗"} ${name.padEnd(24)} ${duration(spent).padStart(12)}   ${detail}`);
  }
}

async function main() {
  const begin = Date.now();
  say("Setting up the tests");
  checkNode();
  await step("System packages", debianPackages);
  await step("Python", async () => (await findPython()).version);
  await Promise.all([
    step("Python packages", () => pythonPackages("dev")),
    step("Node packages", nodePackages),
  ]);
  await step("Translations", backendTranslations);
  rmSync(fromRoot(REPORTS), { recursive: true, force: true });
  mkdirSync(fromRoot(REPORTS), { recursive: true });

  const results = await runChecks();
  for (const stage of STAGES) results.push(await run(stage, results));
  summarise(results);

  /** @param {keyof import("./test-reports.mjs").Counts} kind */
  const total = (kind) => results.reduce((sum, { counts }) => sum + counts[kind], 0);
  say(`\nTests, and checks as one each, in ${duration(Date.now() - begin)}:`);
  say(
    `${total("passed")} passed, ${total("failed")} failed${total("skipped") ? `, ${total("skipped")} skipped` : ""}`,
  );
  process.exit(results.every(({ succeeded }) => succeeded) ? 0 : 1);
}

main().catch(fail);
