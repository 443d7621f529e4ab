import { test as base, expect, type Page } from "@playwright/test";
import { Clinic, type Credentials } from "./clinic";
import { type LargeStudy, removeFiles, type StoryFiles, writeLargeStudy, writeStoryFiles } from "./files";
import { Mailbox } from "./mailbox";
import { AppPages } from "./pages/AppPages";
import { GuestPage } from "./pages/GuestPage";
import { LogInPage } from "./pages/LogInPage";

export { expect } from "@playwright/test";

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
  /** The guest's page, in a browser of the guest's own. */
  guest: GuestPage;
}

/** No page may break its content policy, throw, or speak in raw message ids: whatever is tested, that is. */
function watch(page: Page, troubles: string[]): void {
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Uncompiled message/.test(message.text())) troubles.push(message.text());
  });
}

export const test = base.extend<Fixtures>({
  credentials: async ({ baseURL: _ }, use) => {
    await use({
      email: process.env.E2E_EMAIL ?? "demo@filmjacket.example",
      password:
        process.env.E2E_PASSWORD ?? process.env.FILMJACKET_DEMO_PASSWORD ?? "e2e-only-lantern-window-7",
    });
  },

  word: async ({ baseURL: _ }, use, info) => {
    const letters = "bdfgklmnprst";
    const random = Array.from({ length: 7 }, () => letters[Math.floor(Math.random() * letters.length)]);
    await use(`${info.project.name === "phone" ? "P" : "D"}${random.join("")}`);
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

  clinic: async ({ playwright, baseURL, ignoreHTTPSErrors, credentials, word }, use) => {
    const request = await playwright.request.newContext({
      ...(baseURL === undefined ? {} : { baseURL }),
      ...(ignoreHTTPSErrors === undefined ? {} : { ignoreHTTPSErrors }),
    });
    const clinic = await Clinic.logIn(request, credentials);
    await use(clinic);
    await clinic.tidy(word);
    await request.dispose();
  },

  logInPage: async ({ page }, use) => {
    await use(new LogInPage(page));
  },

  // `clinic` comes first, so that it tidies up last
  app: async ({ clinic: _, page, logInPage, credentials }, use) => {
    const troubles: string[] = [];
    watch(page, troubles);
    await logInPage.open();
    await logInPage.logIn(credentials);
    const app = new AppPages(page);
    await app.folders.expectReady();
    await use(app);
    expect(troubles).toEqual([]);
  },

  colleagueCredentials: async ({ credentials }, use) => {
    await use({
      email: process.env.E2E_COLLEAGUE_EMAIL ?? "colleague@filmjacket.example",
      password: process.env.E2E_COLLEAGUE_PASSWORD ?? credentials.password,
    });
  },

  colleague: async ({ browser, colleagueCredentials }, use) => {
    const troubles: string[] = [];
    const context = await browser.newContext();
    const page = await context.newPage();
    watch(page, troubles);
    const logInPage = new LogInPage(page);
    await logInPage.open();
    await logInPage.logIn(colleagueCredentials);
    const app = new AppPages(page);
    await app.folders.expectReadyOrEmpty();
    await use(app);
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
