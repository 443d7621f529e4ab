import { expect, type Locator, type Page } from "@playwright/test";

/** The folder view: one object for its three hosts (the Folders section and two Select Folder forms). */
export class FolderBrowser {
  readonly page: Page;
  readonly #host: Locator;

  /** `host` is what it stands in: the page, or a dialog. */
  constructor(page: Page, host: Locator = page.locator("body")) {
    this.page = page;
    this.#host = host.getByRole("region", { name: "Folders" });
  }

  row(name: string): Locator {
    return this.#host.getByRole("row").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  async expectRow(name: string): Promise<void> {
    await expect(this.row(name)).toBeVisible();
  }

  async expectNoRow(name: string): Promise<void> {
    await expect(this.row(name)).toHaveCount(0);
  }

  async expectSelected(name: string, selected = true): Promise<void> {
    await expect(this.row(name)).toHaveAttribute("aria-selected", String(selected));
  }

  /** A click beside the name: selects, or deselects the one selected row. */
  async select(name: string): Promise<void> {
    await this.row(name)
      .getByRole("rowheader")
      .click({ position: { x: 3, y: 3 } });
  }

  /** The name is a link: it opens. */
  async open(name: string): Promise<void> {
    await this.row(name).getByRole("link", { name, exact: true }).click();
  }

  async doubleClick(name: string): Promise<void> {
    await this.row(name)
      .getByRole("rowheader")
      .dblclick({ position: { x: 3, y: 3 } });
  }

  async goTo(crumb: string): Promise<void> {
    await this.#host.getByRole("navigation").getByRole("link", { name: crumb, exact: true }).click();
  }

  /** The titles of the toolbar's actions, in order. */
  async toolbarTitles(): Promise<string[]> {
    const buttons = this.#toolbar().getByRole("button");
    return Promise.all(
      (await buttons.all()).map(async (button) => (await button.getAttribute("aria-label")) ?? ""),
    );
  }

  /** The titles in the context menu of a row, in order; closes it again. */
  async menuTitles(name: string): Promise<string[]> {
    await this.openMenu(name);
    const items = await this.page.getByRole("menuitem").all();
    const titles = await Promise.all(
      items.map(
        async (item) =>
          (await item.getAttribute("aria-label")) ?? (await item.innerText()).split("\n")[0] ?? "",
      ),
    );
    await this.page.keyboard.press("Escape");
    return titles;
  }

  async openMenu(name: string): Promise<void> {
    await this.row(name)
      .getByRole("rowheader")
      .click({ button: "right", position: { x: 3, y: 3 } });
    await expect(this.page.getByRole("menu")).toBeVisible();
  }

  async useTool(title: string): Promise<void> {
    await this.#toolbar().getByRole("button", { name: title, exact: true }).click();
  }

  async useMenu(name: string, title: string): Promise<void> {
    await this.openMenu(name);
    await this.page.getByRole("menuitem", { name: title }).click();
  }

  async newFolder(name: string): Promise<void> {
    await this.useTool("New folder");
    const dialog = this.page.getByRole("dialog", { name: "New folder" });
    await dialog.getByRole("textbox").fill(name);
    await dialog.getByRole("textbox").press("Enter");
    await this.expectRow(name);
  }

  /** With F2, from the keyboard. */
  async rename(name: string, to: string): Promise<void> {
    await this.row(name).press("F2");
    const dialog = this.page.getByRole("dialog", { name: "Rename" });
    await dialog.getByRole("textbox").fill(to);
    await dialog.getByRole("textbox").press("Enter");
    await this.expectRow(to);
  }

  /** With the Delete key; confirms. */
  async deleteRow(name: string): Promise<void> {
    await this.row(name).press("Delete");
    await this.page.getByRole("dialog").getByRole("button", { name: "Move to Trash" }).click();
    await this.expectNoRow(name);
  }

  async undo(): Promise<void> {
    await this.page.getByRole("button", { name: "Undo" }).click();
  }

  #toolbar(): Locator {
    return this.#host.getByRole("toolbar", { name: "Folder actions" });
  }
}
