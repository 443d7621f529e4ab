import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { demoSettings } from "../setup/demo-settings.mjs";
import { root } from "../setup/paths.mjs";
import { runQuietly } from "../setup/run.mjs";
import { duration } from "../setup/say.mjs";
import { fingerprint, isStamped, stamp } from "../setup/stamp.mjs";
import { checkPortIsFree, portFromEnvironment } from "../stack/ports.mjs";

/** @type {string} */
let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "filmjacket-setup-"));
});
after(() => rmSync(folder, { recursive: true }));

test("a fingerprint follows content and names, not times", () => {
  const file = join(folder, "one.txt");
  const path = relative(root, folder);
  writeFileSync(file, "a");
  const first = fingerprint([path]);
  writeFileSync(file, "a");
  assert.equal(fingerprint([path]), first);
  writeFileSync(file, "b");
  assert.notEqual(fingerprint([path]), first);
  assert.notEqual(fingerprint([path]), fingerprint([path], { leaveOut: [`${path}/one.txt`] }));
});

test("a stamp holds for its fingerprint alone", () => {
  const file = relative(root, join(folder, "deep", "stamp"));
  assert.equal(isStamped(file, "x"), false);
  stamp(file, "x");
  assert.equal(isStamped(file, "x"), true);
  assert.equal(isStamped(file, "y"), false);
});

test("secrets are made once, kept, and readable by their owner only", () => {
  const file = join(folder, "demo.env");
  const place = { port: 8080, smtpPort: 8026, dataDir: "/data" };

  const first = demoSettings(file, place);
  const second = demoSettings(file, { ...place, port: 9080 });

  assert.equal(second.FILMJACKET_SECRET_KEY, first.FILMJACKET_SECRET_KEY);
  assert.equal(first.FILMJACKET_SECRET_KEY?.length, 64);
  assert.match(first.FILMJACKET_DEMO_PASSWORD ?? "", /^([a-z]{6}-){3}[a-z]{6}$/);
  assert.equal(second.FILMJACKET_PUBLIC_URL, "http://127.0.0.1:9080");
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(readFileSync(file, "utf8").includes("FILMJACKET_PUBLIC_URL"), false);
});

test("a taken port is said in words, with the setting that chooses another", async () => {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  assert(address && typeof address === "object");

  await assert.rejects(
    checkPortIsFree(address.port, "the mailbox", "FILMJACKET_MAILBOX_PORT"),
    new RegExp(`Port ${address.port}, meant for the mailbox, is taken[\\s\\S]*FILMJACKET_MAILBOX_PORT=`),
  );
  await new Promise((resolve) => server.close(resolve));
  await checkPortIsFree(address.port, "the mailbox", "FILMJACKET_MAILBOX_PORT");
});

test("a setting that is no port is refused in words", (context) => {
  context.after(() => delete process.env.FILMJACKET_PORT);
  assert.equal(portFromEnvironment("FILMJACKET_PORT", 8080), 8080);
  process.env.FILMJACKET_PORT = "9090";
  assert.equal(portFromEnvironment("FILMJACKET_PORT", 8080), 9090);
  for (const wrong of ["http", "0", "70000", "80.5"]) {
    process.env.FILMJACKET_PORT = wrong;
    assert.throws(() => portFromEnvironment("FILMJACKET_PORT", 8080), /must be a port number/);
  }
});

test("a failed command is shown with its last lines and what to do", async () => {
  const failing = runQuietly(process.execPath, ["-e", "console.error('the reason'); process.exit(2)"], {
    hint: "Do this.",
  });
  await assert.rejects(failing, /exit code 2[\s\S]*the reason[\s\S]*Do this\./);
});

test("durations are short", () => {
  assert.equal(duration(1234), "1.2 s");
  assert.equal(duration(42_000), "42 s");
  assert.equal(duration(135_000), "2 min 15 s");
  assert.equal(duration(119_700), "2 min 0 s");
});
