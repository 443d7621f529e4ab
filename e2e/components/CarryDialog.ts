import { expect, type Locator, type Page } from "@playwright/test";
import { pressByKey } from "../keyboard";
import { press } from "../touch";
import { FolderBrowser } from "./FolderBrowser";

/** Where to? The folder view in which the target of a move or a copy is chosen, and the question when a name is taken. */
export class CarryDialog {
  readonly #page: Page;
  readonly #dialog: Locator;
  /** The folder view in it. */
  readonly folders: FolderBrowser;

  constructor(page: Page) {
    this.#page = page;
    this.#dialog = page.getByRole("dialog", { name: /^(Move|Copy) .* to…$/ });
    this.folders = new FolderBrowser(page, this.#dialog);
  }

  async expectTitle(title: string): Promise<void> {
    await expect(this.#dialog.getByRole("heading", { name: title })).toBeVisible();
  }

  /** Why the button can't be used. */
  async expectRefusal(words: string): Promise<void> {
    await expect(this.#dialog.getByRole("status").filter({ hasText: words })).toBeVisible();
    await expect(this.#dialog.getByRole("button", { name: /^(Move|Copy) here$/ })).toBeDisabled();
  }

  /** Selects a folder in the list and uses the button. */
  async choose(folder: string, button: "Move here" | "Copy here"): Promise<void> {
    await this.folders.select(folder);
    await press(this.#page, this.#dialog.getByRole("button", { name: button }));
    await expect(this.#dialog).toHaveCount(0);
  }

  /** The same without a mouse: the first letters of the folder's name, Space, and on to the button. */
  async chooseByKeys(folder: string, button: "Move here" | "Copy here"): Promise<void> {
    await this.folders.keys().find(folder);
    await this.#page.keyboard.press("Space");
    await pressByKey(this.#page, this.#dialog.getByRole("button", { name: button }));
    await expect(this.#dialog).toHaveCount(0);
  }

  /** A folder of this name is there already: the question says how the one that comes would be called. */
  async expectKeepBoth(nextName: string): Promise<void> {
    await expect(this.#keepBoth()).toContainText(`the one that comes is called “${nextName}”`);
  }

  async keepBoth(nextName: string): Promise<void> {
    await this.expectKeepBoth(nextName);
    await press(this.#page, this.#keepBoth().getByRole("button", { name: "Keep both" }));
    await expect(this.#keepBoth()).toHaveCount(0);
  }

  #keepBoth(): Locator {
    return this.#page.getByRole("alertdialog", { name: "Keep both folders?" });
  }
}
