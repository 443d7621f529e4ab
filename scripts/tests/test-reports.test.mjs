import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { countsOf, nodeTestCounts, playwrightCounts, pytestCounts, vitestCounts } from "../test-reports.mjs";

/** @type {string} */
let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "filmjacket-reports-"));
});
after(() => rmSync(folder, { recursive: true }));

/** @param {string} text */
function report(text) {
  const file = join(folder, "report");
  writeFileSync(file, text);
  return file;
}

test("pytest: errors count as failures", () => {
  const file = report(
    '<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="20" time="1.0"></testsuite></testsuites>',
  );
  assert.deepEqual(pytestCounts(file), { passed: 14, failed: 3, skipped: 3 });
});

test("vitest", () => {
  const file = report(
    JSON.stringify({ numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }),
  );
  assert.deepEqual(vitestCounts(file), { passed: 7, failed: 1, skipped: 3 });
});

test("Playwright: a flaky test is no passed one", () => {
  const file = report(JSON.stringify({ stats: { expected: 9, unexpected: 1, flaky: 1, skipped: 2 } }));
  assert.deepEqual(playwrightCounts(file), { passed: 9, failed: 2, skipped: 2 });
});

test("node's own runner", () => {
  const file = report(
    '<testsuites><testcase name="a"/><testcase name="b"><failure type="x"></failure></testcase><testcase name="c"><skipped/></testcase></testsuites>',
  );
  assert.deepEqual(nodeTestCounts(file), { passed: 1, failed: 1, skipped: 1 });
});

test("a runner that died before its report has no counts", () => {
  assert.equal(countsOf(join(folder, "none"), pytestCounts), undefined);
});
