import os from "node:os";
import { defineConfig, devices } from "@playwright/test";
import { ownDatabase } from "./e2e/stack";

/** An address of a running Filmjacket to test; without it, one is started for the tests (scripts/serve-for-tests.mjs). */
const given = process.env.BASE_URL;
const port = Number(process.env.FILMJACKET_E2E_PORT ?? "18443");
const mailboxPort = Number(process.env.FILMJACKET_E2E_MAILBOX_PORT ?? "18025");

// e2e/mailbox.ts reads the mails there, whoever started the mailbox.
process.env.MAILBOX_URL ??= `http://127.0.0.1:${mailboxPort}`;

/** In a deployment days pass by themselves: what ends a link by hand is left out there. */
const beyondOurStack = given === undefined || ownDatabase(given) ? [] : [/@stack/];

export default defineConfig({
  testDir: "e2e/specs",
  outputDir: "var/e2e-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Much of a journey is waiting: for a poll, a mail, a slow line
  workers: Math.max(2, Math.ceil(os.availableParallelism() * 1.5)),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL: given ?? `https://localhost:${port}`,
    // The tests' own nginx has a certificate that it signed itself; E2E_INSECURE=1 says so of one started by hand.
    ignoreHTTPSErrors: given === undefined || process.env.E2E_INSECURE === "1",
    // Recording costs a third of the time: what a failure leaves without it (picture, page as text) mostly says enough
    trace:
      process.env.E2E_TRACE === "1" || process.env.FILMJACKET_TESTS === "full" ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--disable-background-networking",
        "--disable-quic",
        "--no-first-run",
        // Chromium's sandbox refuses to run as root, as it would in a container.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    },
  },
  projects: [
    {
      name: "desktop",
      // What only a finger does
      grepInvert: [/@finger/, ...beyondOurStack],
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
    },
    {
      name: "phone",
      // What only a mouse or a keyboard does, what is the same on any screen (a resumed upload, say, or paper), and the
      // second of two forms that show the folder view in the same dialog
      grepInvert: [/@mouse/, /@once/, /the folder view in Search/, ...beyondOurStack],
      use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
  webServer: given
    ? undefined
    : {
        command: "node scripts/serve-for-tests.mjs",
        url: `https://localhost:${port}/readyz`,
        ignoreHTTPSErrors: true,
        reuseExistingServer: false,
        timeout: 120_000,
        gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
        stdout: "pipe",
        env: { FILMJACKET_E2E_PORT: String(port), FILMJACKET_E2E_MAILBOX_PORT: String(mailboxPort) },
      },
});
