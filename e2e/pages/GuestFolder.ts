import { expect, type Locator, type Page } from "@playwright/test";
import { press } from "../touch";
import { ViewerPage } from "./ViewerPage";

/** "In this folder" on the guest's page: what the link lets its guest see. */
export class GuestFolder {
  /** What is opened over the page. */
  readonly viewer: ViewerPage;
  readonly #page: Page;
  readonly #card: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#card = page.getByRole("region", { name: "In this folder" });
    this.viewer = new ViewerPage(page);
  }

  /** Exactly these things, in this order. */
  async expectThings(...names: string[]): Promise<void> {
    const titles = this.#card.getByRole("listitem").locator(".row-title");
    await expect(titles).toHaveText(names, { timeout: 30_000 });
  }

  async expectThing(name: string): Promise<void> {
    await expect(this.#thing(name)).toBeVisible({ timeout: 30_000 });
  }

  async expectTerms(text: string | RegExp): Promise<void> {
    await expect(this.#card.getByText(text)).toBeVisible();
  }

  async expectAbsent(): Promise<void> {
    await expect(this.#card).toHaveCount(0);
  }

  async expectNoDownload(): Promise<void> {
    await expect(this.#page.getByRole("button", { name: /^Download/ })).toHaveCount(0);
    await expect(this.#page.getByRole("link", { name: /^Download/ })).toHaveCount(0);
  }

  async open(name: string): Promise<void> {
    await press(this.#page, this.#thing(name));
  }

  /** By the browser's own Back. */
  async goBack(): Promise<void> {
    await this.#page.goBack();
  }

  /** To a folder on the way to the one that is shown. */
  async goUpTo(name: string): Promise<void> {
    const way = this.#page.getByRole("navigation", { name: "Where you are" });
    await press(this.#page, way.getByRole("button", { name }));
  }

  /** The name under which the browser saves it. */
  async download(name: string): Promise<string> {
    const [saved] = await Promise.all([
      this.#page.waitForEvent("download"),
      press(this.#page, this.#card.getByRole("button", { name: `Download ${name}` })),
    ]);
    return saved.suggestedFilename();
  }

  #thing(name: string): Locator {
    return this.#card.getByRole("listitem").filter({ hasText: name }).getByRole("button").first();
  }
}
