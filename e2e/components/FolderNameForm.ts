import { expect, type Locator, type Page } from "@playwright/test";

/** The form that asks for a folder's name: of a new one, or a new name of an old one. */
export class FolderNameForm {
  readonly #page: Page;
  readonly #form: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#form = page.getByRole("dialog", { name: /^(New|Rename) folder$/ });
  }

  /** A name that can't be: the reason stands at the field, and the form stays. */
  async expectRefused(name: string, reason: string): Promise<void> {
    await this.#form.getByRole("textbox", { name: "Name" }).fill(name);
    await this.#page.keyboard.press("Enter");
    await expect(this.#form.getByText(reason)).toBeVisible();
  }
}
