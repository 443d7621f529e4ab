// The whole of Filmjacket for the end-to-end tests: the same processes as `npm start`, behind the
// repository's own nginx.conf with TLS, on fresh data and ports of its own. Ends on SIGTERM.
import { rmSync } from "node:fs";
import { backendTranslations } from "./setup/backend-translations.mjs";
import { demoSettings } from "./setup/demo-settings.mjs";
import { buildPages } from "./setup/pages.mjs";
import { fromRoot, venvProgram } from "./setup/paths.mjs";
import { runQuietly } from "./setup/run.mjs";
import { Explained, fail, say, step } from "./setup/say.mjs";
import { interruption } from "./stack/interruption.mjs";
import { checkPortIsFree, portFromEnvironment } from "./stack/ports.mjs";
import { filmjacket, filmjacketPrograms, nginxProgram } from "./stack/programs.mjs";
import { startStack } from "./stack/stack.mjs";

/**
 * @param {string} home
 * @param {number} port
 * @param {number} upstreamPort
 * @returns {Promise<string>} the path of the repository's nginx.conf, made fit for this place
 */
async function nginxConfiguration(home, port, upstreamPort) {
  const place = [`${home}/nginx`, String(port), String(upstreamPort), `${home}/data/blobs`];
  return (await runQuietly(venvProgram("python"), ["-m", "tests.nginx_server", ...place])).trim();
}

async function main() {
  const nginxPort = portFromEnvironment("FILMJACKET_E2E_PORT", 18443);
  const mailboxPort = portFromEnvironment("FILMJACKET_E2E_MAILBOX_PORT", 18025);
  const port = nginxPort + 1;
  const smtpPort = mailboxPort + 1;
  for (const [taken, use] of /** @type {const} */ ([
    [nginxPort, "nginx"],
    [port, "the application"],
    [mailboxPort, "the mailbox"],
    [smtpPort, "mails"],
  ])) {
    await checkPortIsFree(taken, `${use}, in the end-to-end tests`, "FILMJACKET_E2E_PORT");
  }
  // One for each port, so that two may run side by side
  const home = fromRoot(`var/e2e/${nginxPort}`);
  rmSync(home, { recursive: true, force: true });
  await step("Pages", buildPages);
  await step("Translations", backendTranslations);

  const settings = demoSettings(`${home}/demo.env`, { port, smtpPort, dataDir: `${home}/data` });
  const env = {
    ...process.env,
    ...settings,
    FILMJACKET_PUBLIC_URL: `https://localhost:${nginxPort}`,
    FILMJACKET_TRUSTED_PROXIES: "1",
    FILMJACKET_X_ACCEL: "1",
    FILMJACKET_DEMO_PASSWORD: process.env.FILMJACKET_DEMO_PASSWORD ?? "e2e-only-lantern-window-7",
  };
  await filmjacket(["migrate"], env);
  await filmjacket(["demo"], env);

  const interrupted = interruption();
  const configuration = await nginxConfiguration(home, nginxPort, port);
  const programs = [
    ...filmjacketPrograms({ smtpPort, mailboxPort, mailDir: `${home}/mails` }),
    nginxProgram(configuration),
  ];
  const readyAt = [`http://127.0.0.1:${port}/readyz`, `http://127.0.0.1:${mailboxPort}/api/mails`];
  const stack = await startStack(programs, { env, logDir: `${home}/log`, readyAt }, interrupted);
  say(`Filmjacket for the tests: https://localhost:${nginxPort}`);

  const why = await Promise.race([interrupted.then(() => undefined), stack.broken]);
  await stack.end();
  if (why !== undefined) throw new Explained(why);
  process.exit(0);
}

main().catch(fail);
