// How many tests passed, failed and were skipped, by the reports that the runners write.
import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {string} file pytest's JUnit XML
 * @returns {Counts}
 */
export function pytestCounts(file) {
  const suite = readFileSync(file, "utf8").match(/<testsuite [^>]*>/)?.[0] ?? "";
  /** @param {string} name */
  const number = (name) => Number(suite.match(new RegExp(`\\b${name}="(\\d+)"`))?.[1] ?? 0);
  const failed = number("failures") + number("errors");
  const skipped = number("skipped");
  return { passed: number("tests") - failed - skipped, failed, skipped };
}

/**
 * @param {string} file the JUnit XML of node's own runner, which has no totals
 * @returns {Counts}
 */
export function nodeTestCounts(file) {
  const text = readFileSync(file, "utf8");
  /** @param {string} element */
  const number = (element) => text.split(new RegExp(`<${element}\\b`)).length - 1;
  const failed = number("failure");
  const skipped = number("skipped");
  return { passed: number("testcase") - failed - skipped, failed, skipped };
}

/**
 * @param {string} file vitest's JSON
 * @returns {Counts}
 */
export function vitestCounts(file) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @param {string} file Playwright's JSON
 * @returns {Counts}
 */
export function playwrightCounts(file) {
  const { stats } = JSON.parse(readFileSync(file, "utf8"));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/**
 * @param {string} file
 * @param {(file: string) => Counts} read
 * @returns {Counts | undefined} undefined when the runner died before it wrote a report
 */
export function countsOf(file, read) {
  return existsSync(file) ? read(file) : undefined;
}
