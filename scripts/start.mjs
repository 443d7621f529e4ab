// `npm start`: from a fresh clone to a working Filmjacket, with Python and Node as the only requirements.
import { backendTranslations } from "./setup/backend-translations.mjs";
import { demoSettings } from "./setup/demo-settings.mjs";
import { nodePackages } from "./setup/node-packages.mjs";
import { buildPages } from "./setup/pages.mjs";
import { fromRoot } from "./setup/paths.mjs";
import { pythonPackages } from "./setup/python-packages.mjs";
import { Explained, fail, say, step } from "./setup/say.mjs";
import { checkNode, findPython } from "./setup/versions.mjs";
import { interruption } from "./stack/interruption.mjs";
import { checkPortIsFree, portFromEnvironment } from "./stack/ports.mjs";
import { filmjacket, filmjacketPrograms } from "./stack/programs.mjs";
import { startStack } from "./stack/stack.mjs";

/**
 * What to tell once it runs.
 *
 * @param {{ port: number, mailboxPort: number, email: string, password: string }} facts
 */
const welcome = ({ port, mailboxPort, email, password }) => `
Filmjacket is running.

  Application   http://127.0.0.1:${port}
  Mailbox       http://127.0.0.1:${mailboxPort}   (catches every mail; none leaves this machine)
  Log in as     ${email}
  Password      ${password}   (the same for colleague@filmjacket.example, with whom folders can be shared)

What to try
  1. Log in, select a folder, and choose "Share an Upload Folder" in the toolbar.
  2. Give any e-mail address and a password, and send the link.
  3. Open the mailbox, and in the mail the link: that is the guest's page.
  4. Enter the password, drop some DICOM files or a PDF, and send them.
  5. Back in the folder, the delivery appears by itself within seconds.

It answers on this machine only (127.0.0.1). Its data are in var/, its logs in var/log/.
Press Ctrl-C to end it.`;

async function main() {
  const port = portFromEnvironment("FILMJACKET_PORT", 8080);
  const mailboxPort = portFromEnvironment("FILMJACKET_MAILBOX_PORT", 8025);
  const smtpPort = portFromEnvironment("FILMJACKET_SMTP_PORT", 8026);

  say("Setting up Filmjacket");
  checkNode();
  await step("Python", async () => (await findPython()).version);
  await checkPortIsFree(port, "the application", "FILMJACKET_PORT");
  await checkPortIsFree(mailboxPort, "the mailbox", "FILMJACKET_MAILBOX_PORT");
  await checkPortIsFree(smtpPort, "the mails on their way to the mailbox", "FILMJACKET_SMTP_PORT");
  await step("Python packages", () => pythonPackages("runtime"));
  await step("Node packages", nodePackages);
  await step("Pages", buildPages);
  await step("Translations", backendTranslations);

  const settings = demoSettings(fromRoot("var/demo.env"), { port, smtpPort, dataDir: fromRoot("var/data") });
  const env = { ...process.env, ...settings };
  await step("Database", async () => (await filmjacket(["migrate"], env)).split("\n").at(-1) || "ready");
  await step("Demo data", async () => (await filmjacket(["demo"], env)).split("\n").at(-1) || "ready");

  const interrupted = interruption();
  const programs = filmjacketPrograms({ smtpPort, mailboxPort, mailDir: fromRoot("var/mails") });
  const readyAt = [`http://127.0.0.1:${port}/readyz`, `http://127.0.0.1:${mailboxPort}/api/mails`];
  /** @type {import("./stack/stack.mjs").Stack | undefined} */
  let stack;
  await step("Server, worker and mailbox", async () => {
    stack = await startStack(programs, { env, logDir: fromRoot("var/log"), readyAt }, interrupted);
    return "running";
  });
  if (!stack) return;
  say(
    welcome({
      port,
      mailboxPort,
      email: settings.FILMJACKET_DEMO_EMAIL ?? "",
      password: settings.FILMJACKET_DEMO_PASSWORD ?? "",
    }),
  );

  const why = await Promise.race([interrupted.then(() => undefined), stack.broken]);
  say(why === undefined ? "\nEnding Filmjacket …" : "\nOne part has failed; ending the others …");
  await stack.end();
  if (why !== undefined) throw new Explained(why);
  say("Ended.");
  process.exit(0);
}

main().catch(fail);
