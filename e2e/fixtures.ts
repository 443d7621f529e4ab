import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type StoryFiles, writeStoryFiles } from "./files";
import { Mailbox } from "./mailbox";
import { AppPages } from "./pages/AppPages";
import { GuestPage } from "./pages/GuestPage";
import { LogInPage } from "./pages/LogInPage";

export { expect } from "@playwright/test";

export interface Credentials {
  email: string;
  password: string;
}

interface Fixtures {
  credentials: Credentials;
  /** A word that no other test's folders, addresses and patients have in them. */
  word: string;
  files: StoryFiles;
  mailbox: Mailbox;
  logInPage: LogInPage;
  /** The app in a browser of the clinician's, logged in. */
  app: AppPages;
  /** The guest's page, in a browser of the guest's own. */
  guest: GuestPage;
}

/** No page may break its content policy or throw: whatever is tested, that is. */
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
    const random = Array.from({ length: 7 }, () => letters[Math.floor(Math.random() * letters.length)]).join(
      "",
    );
    await use(`${info.project.name === "phone" ? "P" : "D"}${random}`);
  },

  files: async ({ word }, use) => {
    await use(writeStoryFiles(word));
  },

  mailbox: async ({ request }, use) => {
    await use(new Mailbox(request, process.env.MAILBOX_URL ?? ""));
  },

  logInPage: async ({ page }, use) => {
    await use(new LogInPage(page));
  },

  app: async ({ page, logInPage, credentials }, use) => {
    const troubles: string[] = [];
    watch(page, troubles);
    await logInPage.open();
    await logInPage.logIn(credentials.email, credentials.password);
    const app = new AppPages(page);
    await app.folders.expectRow("From outside");
    await use(app);
    expect(troubles).toEqual([]);
  },

  guest: async ({ browser, contextOptions }, use) => {
    const troubles: string[] = [];
    const context: BrowserContext = await browser.newContext(contextOptions);
    const page = await context.newPage();
    watch(page, troubles);
    await use(new GuestPage(page));
    await context.close();
    expect(troubles).toEqual([]);
  },
});
