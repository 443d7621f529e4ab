import { expect, type Locator, type Page } from "@playwright/test";
import { pressByKey, tabTo } from "../keyboard";

/** The folder view without a mouse: every way begins where the focus is. */
export class FolderKeys {
  readonly #page: Page;
  readonly #view: Locator;

  /** `view` is the folder view. */
  constructor(page: Page, view: Locator) {
    this.#page = page;
    this.#view = view;
  }

  /** From the list back to the toolbar, along it with the arrows, and Enter. */
  async pressTool(title: string): Promise<void> {
    const toolbar = this.#view.getByRole("toolbar", { name: "Folder actions" });
    await tabTo(this.#page, toolbar, "Shift+Tab");
    await tabTo(this.#page, toolbar.getByRole("button", { name: title, exact: true }), "ArrowRight");
    await this.#page.keyboard.press("Enter");
  }

  /** The menu key, the arrows down the menu, and Enter. */
  async chooseInMenu(title: string): Promise<void> {
    await this.#page.keyboard.press("ContextMenu");
    const menu = this.#page.getByRole("menu", { name: "Folder actions" });
    await tabTo(this.#page, menu.getByRole("menuitem", { name: title, exact: true }), "ArrowDown");
    await this.#page.keyboard.press("Enter");
  }

  /** The first letters of a row's name take the focus there. */
  async find(name: string): Promise<void> {
    // The heads of the columns come before
    await tabTo(this.#page, this.#view.getByRole("treegrid").locator("[data-line][tabindex='0']"));
    await this.#page.keyboard.type(name.toLowerCase());
    await expect(this.#row(name)).toBeFocused();
    // Ends the word: a space would belong to it
    await this.#page.keyboard.press("Control");
  }

  /** Types a name into the open form. */
  async enterName(name: string): Promise<void> {
    await expect(this.#page.getByRole("dialog").getByRole("textbox", { name: "Name" })).toBeFocused();
    await this.#page.keyboard.type(name);
    await this.#page.keyboard.press("Enter");
  }

  /** Answers the question that is asked. */
  async answer(button: string): Promise<void> {
    const question = this.#page.getByRole("alertdialog").filter({ has: this.#page.getByText(/\?$/) });
    await pressByKey(this.#page, question.getByRole("button", { name: button, exact: true }));
    await expect(question).toHaveCount(0);
  }

  /** Back to the tabs of the places, and to the first or the last of them. */
  async showPlace(title: "My Folders" | "Trash"): Promise<void> {
    await tabTo(this.#page, this.#view.getByRole("tablist"), "Shift+Tab");
    const key = title === "Trash" ? "End" : "Home";
    await tabTo(this.#page, this.#view.getByRole("tab", { name: title }), key);
  }

  /** To a folder on the way to the shown one: from the list back to it, from the tabs on to it. */
  async goTo(crumb: string, key: "Tab" | "Shift+Tab"): Promise<void> {
    const way = this.#view.getByRole("navigation", { name: "Where you are" });
    await tabTo(this.#page, way.getByRole("link", { name: crumb, exact: true }), key);
    await this.#page.keyboard.press("Enter");
  }

  /** In the trash; the focus then stays in it. */
  async bringBack(name: string): Promise<void> {
    const button = this.#view.getByRole("button", { name: `Bring back ${name}`, exact: true });
    await pressByKey(this.#page, button);
    await expect(button).toHaveCount(0);
    await expect(this.#view.locator(":focus")).toHaveCount(1);
  }

  #row(name: string): Locator {
    return this.#view.getByRole("row").filter({ has: this.#page.getByRole("link", { name, exact: true }) });
  }
}
