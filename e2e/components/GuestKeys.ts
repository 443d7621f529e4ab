import type { Page } from "@playwright/test";
import { pressByKey, tabTo } from "../keyboard";

/** The guest's page by the keyboard alone. */
export class GuestKeys {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async enterPassword(password: string): Promise<void> {
    await tabTo(this.#page, this.#page.locator("input[name=password]"));
    await this.#page.keyboard.press("ControlOrMeta+A"); // what was wrong still stands there
    await this.#page.keyboard.type(password);
    await this.#page.keyboard.press("Enter");
  }

  async chooseFiles(paths: string[]): Promise<void> {
    const [chooser] = await Promise.all([
      this.#page.waitForEvent("filechooser"),
      pressByKey(this.#page, this.#page.getByRole("button", { name: /^(Choose|Add) files$/ })),
    ]);
    await chooser.setFiles(paths);
  }

  /** Confirms every question that the page asks, and sends. */
  async send(): Promise<void> {
    const questions = this.#page.getByRole("checkbox", {
      name: "I have checked this; send it as it is.",
    });
    for (const question of await questions.all()) await pressByKey(this.#page, question, "Space");
    await pressByKey(this.#page, this.#page.getByRole("button", { name: /^Send \d/ }));
  }
}
