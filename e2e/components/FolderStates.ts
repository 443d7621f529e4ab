import { expect, type Locator, type Page } from "@playwright/test";
import { press } from "../touch";

/** What the folder view shows while there is nothing to show, or no way to it. */
export class FolderStates {
  readonly #page: Page;
  readonly #view: Locator;

  /** `view` is the folder view. */
  constructor(page: Page, view: Locator) {
    this.#page = page;
    this.#view = view;
  }

  /** Rows are on their way. */
  async expectLoading(): Promise<void> {
    await expect(this.#view.locator("[data-waiting]").first()).toBeVisible();
  }

  /** What is shown may be old: the server can't be reached. */
  async expectStale(): Promise<void> {
    await expect(this.#stale()).toBeVisible();
  }

  async expectFresh(): Promise<void> {
    await expect(this.#stale()).toHaveCount(0);
  }

  /** The folder could not be read. */
  async expectFailed(words: string | RegExp): Promise<void> {
    await expect(this.#view.getByRole("alert").filter({ hasText: words })).toBeVisible();
  }

  async expectEmptyTrash(): Promise<void> {
    await press(this.#page, this.#view.getByRole("tab", { name: "Trash" }));
    await expect(this.#view.getByText("The trash is empty")).toBeVisible();
  }

  #stale(): Locator {
    return this.#view.getByRole("status").filter({ hasText: /^No connection/ });
  }
}
