import {
  type APIRequestContext,
  test as base,
  expect,
  type Page,
  type PlaywrightWorkerArgs,
} from "@playwright/test";
import { Clinic, type Credentials } from "./clinic";
import {
  filesIn,
  type LargeStudy,
  removeFiles,
  type StoryFiles,
  writeLargeStudy,
  writeStoryFiles,
} from "./files";
import { Mailbox } from "./mailbox";
import { AppPages } from "./pages/AppPages";
import { GuestPage } from "./pages/GuestPage";
import { LogInPage } from "./pages/LogInPage";

export { expect } from "@playwright/test";

/** Whoever has logged in: their requests, whose cookies a browser can be given. */
interface Session {
  request: APIRequestContext;
  clinic: Clinic;
}

/** What has been delivered once for all tests of a worker; each lays what it needs of it into its own folder. */
export interface Library {
  /** The family name of its patients, Elsa (a study of 20 images) and Tomas (one with a conflict). */
  word: string;
  files: StoryFiles;
  folderId: string;
}

interface Fixtures {
  credentials: Credentials;
  /** A word that no other test's folders, addresses and patients have in them. */
  word: string;
  files: StoryFiles;
  /** 480 files, 62 MB. */
  largeStudy: LargeStudy;
  mailbox: Mailbox;
  /** Makes by the API what a journey finds there; afterwards takes away the folders that bear the journey's word. */
  clinic: Clinic;
  logInPage: LogInPage;
  /** The app in a browser of the clinician's, logged in. */
  app: AppPages;
  /** The account of a second clinician of the same house. */
  colleagueCredentials: Credentials;
  /** The app in that colleague's browser, logged in. */
  colleague: AppPages;
  /** The app in the browser of the house's administrator, logged in. */
  administrator: AppPages;
  /** The guest's page, in a browser of the guest's own. */
  guest: GuestPage;
}

interface WorkerFixtures {
  /** One log-in for all tests of a worker: logging in is walked through where it is the matter. */
  session: Session;
  colleagueSession: Session;
  administratorSession: Session;
  library: Library;
}

/** No page may break its content policy, throw, or speak in raw message ids: whatever is tested, that is. */
function watch(page: Page, troubles: string[]): void {
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Uncompiled message/.test(message.text())) troubles.push(message.text());
  });
}

/** Also in the tabs that it opens. */
function watchAll(page: Page): string[] {
  const troubles: string[] = [];
  watch(page, troubles);
  page.context().on("page", (tab) => watch(tab, troubles));
  return troubles;
}

const demo: Credentials = {
  email: process.env.E2E_EMAIL ?? "demo@filmjacket.example",
  password: process.env.E2E_PASSWORD ?? process.env.FILMJACKET_DEMO_PASSWORD ?? "e2e-only-lantern-window-7",
};
const colleagueOfDemo: Credentials = {
  email: process.env.E2E_COLLEAGUE_EMAIL ?? "colleague@filmjacket.example",
  password: process.env.E2E_COLLEAGUE_PASSWORD ?? demo.password,
};
const administratorOfDemo: Credentials = {
  email: process.env.E2E_ADMINISTRATOR_EMAIL ?? "administrator@filmjacket.example",
  password: process.env.E2E_ADMINISTRATOR_PASSWORD ?? demo.password,
};

interface Where {
  baseURL?: string | undefined;
  ignoreHTTPSErrors?: boolean | undefined;
}

async function withSession(
  playwright: PlaywrightWorkerArgs["playwright"],
  { baseURL, ignoreHTTPSErrors }: Where,
  credentials: Credentials,
  use: (session: Session) => Promise<void>,
): Promise<void> {
  const request = await playwright.request.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    ...(ignoreHTTPSErrors === undefined ? {} : { ignoreHTTPSErrors }),
  });
  const clinic = new Clinic(request, baseURL ?? "");
  await clinic.logIn(credentials);
  await use({ request, clinic });
  await request.dispose();
}

async function lend(session: Session, page: Page): Promise<void> {
  const { cookies } = await session.request.storageState();
  await page.context().addCookies(cookies);
}

function newWord(project: string): string {
  const letters = "bdfgklmnprst";
  const random = Array.from({ length: 7 }, () => letters[Math.floor(Math.random() * letters.length)]);
  return `${project === "phone" ? "P" : "D"}${random.join("")}`;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  session: [
    async ({ playwright }, use, { project }) => withSession(playwright, project.use, demo, use),
    { scope: "worker" },
  ],

  colleagueSession: [
    async ({ playwright }, use, { project }) => withSession(playwright, project.use, colleagueOfDemo, use),
    { scope: "worker" },
  ],

  administratorSession: [
    async ({ playwright }, use, { project }) =>
      withSession(playwright, project.use, administratorOfDemo, use),
    { scope: "worker" },
  ],

  library: [
    async ({ session: { clinic } }, use, { project }) => {
      const word = newWord(project.name);
      const files = writeStoryFiles(word);
      const folderId = await clinic.makeFolder(`${word} library`);
      const loose = files.loose.filter((file) => !/Broken off|Viewer setup|Empty/.test(file));
      await clinic.deliver(folderId, [
        ...filesIn(files.cd).filter((file) => file.includes("/DICOM/")),
        ...loose,
      ]);
      await use({ word, files, folderId });
      await clinic.tidy(word);
      removeFiles(word);
    },
    { scope: "worker" },
  ],

  credentials: async ({ baseURL: _ }, use) => {
    await use(demo);
  },

  word: async ({ baseURL: _ }, use, info) => {
    await use(newWord(info.project.name));
  },

  files: async ({ word }, use) => {
    await use(writeStoryFiles(word));
    removeFiles(word);
  },

  largeStudy: async ({ word }, use) => {
    await use(writeLargeStudy(word, 24));
    removeFiles(word);
  },

  mailbox: async ({ request }, use) => {
    await use(new Mailbox(request, process.env.MAILBOX_URL ?? ""));
  },

  clinic: async ({ session, word }, use) => {
    await use(session.clinic);
    await session.clinic.tidy(word);
  },

  logInPage: async ({ page }, use) => {
    await use(new LogInPage(page));
  },

  // `clinic` comes first, so that it tidies up last
  app: async ({ clinic: _, page, session }, use) => {
    const troubles = watchAll(page);
    await lend(session, page);
    const app = new AppPages(page);
    await app.openFolders();
    await use(app);
    expect(troubles).toEqual([]);
  },

  colleagueCredentials: async ({ credentials: _ }, use) => {
    await use(colleagueOfDemo);
  },

  colleague: async ({ browser, colleagueSession }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const troubles = watchAll(page);
    await lend(colleagueSession, page);
    const app = new AppPages(page);
    await page.goto("/folders");
    await app.folders.expectReadyOrEmpty();
    await use(app);
    await context.close();
    expect(troubles).toEqual([]);
  },

  administrator: async ({ browser, administratorSession }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const troubles = watchAll(page);
    await lend(administratorSession, page);
    await use(new AppPages(page));
    await context.close();
    expect(troubles).toEqual([]);
  },

  guest: async ({ browser }, use) => {
    const troubles: string[] = [];
    const context = await browser.newContext();
    const page = await context.newPage();
    watch(page, troubles);
    await use(new GuestPage(page));
    await context.close();
    expect(troubles).toEqual([]);
  },
});
