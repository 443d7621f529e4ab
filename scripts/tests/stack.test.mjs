import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Child } from "../stack/child.mjs";
import { startStack } from "../stack/stack.mjs";

/** @type {string} */
let logDir;
before(() => {
  logDir = mkdtempSync(join(tmpdir(), "filmjacket-stack-"));
});
after(() => rmSync(logDir, { recursive: true }));

const never = new Promise(() => {});

/**
 * @param {string} name
 * @param {string} code JavaScript for a process of its own
 */
const program = (name, code) => ({ name, program: process.execPath, args: ["-e", code] });

/** Serves 200 at an address of its own for the length of one test. @param {import("node:test").TestContext} context */
async function answeringAddress(context) {
  const server = createServer((_, response) => response.end("ok"));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  context.after(() => server.close());
  const address = server.address();
  assert(address && typeof address === "object");
  return `http://127.0.0.1:${address.port}/`;
}

test("a stack is up once its addresses answer, and ends all its processes", async (context) => {
  const readyAt = [await answeringAddress(context)];
  const programs = [
    program("one", "setInterval(() => {}, 1000)"),
    program("two", "setInterval(() => {}, 1000)"),
  ];

  const stack = await startStack(programs, { env: process.env, logDir, readyAt }, never);
  await stack.end();

  assert.equal(await Promise.race([stack.broken, Promise.resolve("nothing broke")]), "nothing broke");
});

test("a process that dies while the others start is named, with its last words, and all end", async () => {
  const programs = [
    program("steady", "setInterval(() => {}, 1000)"),
    program("frail", "console.error('no such table: users'); process.exit(3)"),
  ];

  const starting = startStack(
    programs,
    { env: process.env, logDir, readyAt: ["http://127.0.0.1:9/"] },
    never,
  );

  await assert.rejects(starting, /frail has ended \(exit code 3\)[\s\S]*no such table: users/);
});

test("a process that dies later is told by `broken`", async (context) => {
  const readyAt = [await answeringAddress(context)];
  const programs = [program("short", "setTimeout(() => process.exit(1), 300)")];

  const stack = await startStack(programs, { env: process.env, logDir, readyAt }, never);

  assert.match(await stack.broken, /short has ended \(exit code 1\)/);
  await stack.end();
});

test("a program that does not exist is said, not thrown somewhere", async () => {
  const programs = [{ name: "absent", program: "/no/such/program", args: [] }];

  const starting = startStack(
    programs,
    { env: process.env, logDir, readyAt: ["http://127.0.0.1:9/"] },
    never,
  );

  await assert.rejects(starting, /absent has ended \(.*ENOENT/);
});

test("an interruption ends a stack that is still starting", async () => {
  const programs = [program("slow", "setInterval(() => {}, 1000)")];
  const interrupted = Promise.resolve("Ended before it was ready.");

  const starting = startStack(
    programs,
    { env: process.env, logDir, readyAt: ["http://127.0.0.1:9/"] },
    interrupted,
  );

  await assert.rejects(starting, /Ended before it was ready/);
});

test("a process that ignores SIGTERM is ended by force, together with its own children", async () => {
  const logFile = join(logDir, "stubborn.log");
  const code = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    process.on("SIGTERM", () => {});
    console.log(child.pid);
    setInterval(() => {}, 1000);
  `;
  /** @type {string | undefined} */
  let why;
  const what = { program: process.execPath, args: ["-e", code], env: process.env, logFile, graceMs: 100 };
  const child = new Child(what, (reason) => {
    why = reason;
  });
  const grandchild = Number(await firstLine(logFile));

  await child.end();

  assert.equal(why, "ended by SIGKILL");
  await untilGone(grandchild);
});

/** @param {string} file */
async function firstLine(file) {
  for (;;) {
    const text = readFileSync(file, "utf8");
    if (text.includes("\n")) return text.trim();
    await new Promise(setImmediate);
  }
}

/** The kernel needs a moment to take a killed process away. @param {number} pid */
async function untilGone(pid) {
  for (;;) {
    try {
      if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))) return;
    } catch {
      return; // there is no such process any more
    }
    await new Promise(setImmediate);
  }
}
