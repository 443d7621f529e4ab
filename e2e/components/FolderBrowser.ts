import { expect, type Locator, type Page } from "@playwright/test";
import { isTouch, longPress, type Place, press } from "../touch";
import { PreviewPanel } from "./PreviewPanel";
import { RowCarrier } from "./RowCarrier";

/**
 * The end of the name's cell, where a click selects and nothing else. Half-way down: Chromium moves a tap near an edge to
 * what it takes for the target, which may be the row above.
 */
async function besideTheName(head: Locator): Promise<Place> {
  const box = await head.boundingBox();
  if (!box) throw new Error("the row is not drawn");
  return { x: box.width - 6, y: box.height / 2 };
}

const MORE = "More actions";

/** The folder view: one object for its three hosts (the Folders section and two Select Folder forms). */
export class FolderBrowser {
  readonly page: Page;
  readonly #host: Locator;

  /** `host` is what it stands in: the page, or a dialog. */
  constructor(page: Page, host: Locator) {
    this.page = page;
    this.#host = host.getByRole("region", { name: "Folders", exact: true });
  }

  async expectReady(): Promise<void> {
    await expect(this.#grid().getByRole("row").nth(1)).toBeVisible();
  }

  /** Also where nothing is yet, as in a new account. */
  async expectReadyOrEmpty(): Promise<void> {
    const empty = this.#host.getByText("You have no folders yet");
    await expect(this.#grid().getByRole("row").nth(1).or(empty).first()).toBeVisible();
  }

  async expectRow(name: string): Promise<void> {
    await expect(this.#row(name)).toBeVisible();
  }

  async expectNoRow(name: string): Promise<void> {
    await expect(this.#row(name)).toHaveCount(0);
  }

  async expectEmpty(): Promise<void> {
    await expect(this.#host.getByText("This folder is empty")).toBeVisible();
  }

  async expectSelected(name: string, selected = true): Promise<void> {
    await expect(this.#row(name)).toHaveAttribute("aria-selected", String(selected));
  }

  /** The line below the list: how much is selected. */
  async expectSelectedCount(count: number): Promise<void> {
    const words = this.#host.getByText(`${count} selected`, { exact: true });
    if (count === 0) await expect(this.#host.getByRole("button", { name: "Clear selection" })).toHaveCount(0);
    else await expect(words.first()).toBeVisible();
  }

  /** A mark in the row, such as "Conflict" or the share icon. */
  async expectMark(name: string, mark: string | RegExp): Promise<void> {
    const row = this.#row(name);
    await expect(
      row
        .getByText(mark)
        .or(row.getByRole("img", { name: mark }))
        .first(),
    ).toBeVisible();
  }

  async expectNoMark(name: string, mark: string): Promise<void> {
    await expect(this.#row(name).getByText(mark)).toHaveCount(0);
  }

  /** Whether the row, which is there, bears the mark now. */
  async hasMark(name: string, mark: string): Promise<boolean> {
    await this.expectRow(name);
    return (await this.#row(name).getByText(mark).count()) > 0;
  }

  /** A warning is a button as well: it asks how to settle what it is about. */
  async pressMark(name: string, mark: string): Promise<void> {
    await press(this.page, this.#row(name).getByRole("button", { name: `${mark}: settle…` }));
  }

  /** Text in one of the row's cells, or on a phone in the line below its name. */
  async expectFact(name: string, fact: string): Promise<void> {
    await expect(this.#row(name).getByText(fact).filter({ visible: true }).first()).toBeVisible();
  }

  /** A click beside the name selects, or deselects the one selected row; a finger's tap adds or takes away one. */
  async select(name: string): Promise<void> {
    const head = this.#row(name).getByRole("rowheader");
    await press(this.page, head, await besideTheName(head));
  }

  /** Adds a row to the selection, or takes it away: with Ctrl, or on a phone with another tap. */
  async toggle(name: string): Promise<void> {
    const head = this.#row(name).getByRole("rowheader");
    const position = await besideTheName(head);
    if (await isTouch(this.page)) await head.tap({ position });
    else await head.click({ position, modifiers: ["ControlOrMeta"] });
  }

  /** With Escape. */
  async clearSelection(): Promise<void> {
    await this.#grid().press("Escape");
  }

  /** A double click, or a tap on the name. */
  async open(name: string): Promise<void> {
    const link = this.#row(name).getByRole("link", { name, exact: true });
    if (await isTouch(this.page)) await link.tap();
    else await link.dblclick();
  }

  async expectPlace(crumb: string): Promise<void> {
    await expect(this.#crumbs().getByText(crumb, { exact: true }).last()).toBeVisible();
  }

  async goTo(crumb: string): Promise<void> {
    await press(this.page, this.#crumbs().getByText(crumb, { exact: true }));
  }

  /** The titles of the toolbar's actions, in order: the icons, and what stands behind "More actions". */
  async toolbarTitles(): Promise<string[]> {
    const titles: string[] = [];
    for (const button of await this.#toolbar().getByRole("button").all()) {
      const title = (await button.getAttribute("aria-label")) ?? "";
      if (title !== MORE) titles.push(title);
      else titles.push(...(await this.#titlesBehind(button)));
    }
    return titles;
  }

  /** A picture of each tool by its title, as PNG, with nothing selected and the pointer elsewhere. */
  async toolPictures(): Promise<Map<string, Buffer>> {
    await this.page.mouse.move(0, 0);
    const pictures = new Map<string, Buffer>();
    for (const button of await this.#toolbar().getByRole("button").all()) {
      pictures.set((await button.getAttribute("aria-label")) ?? "", await button.screenshot());
    }
    return pictures;
  }

  /** The titles in the context menu of a row, in order; closes it again. */
  async menuTitles(name: string): Promise<string[]> {
    await this.openMenu(name);
    const items = await this.page.getByRole("menuitem").all();
    const titles = await Promise.all(items.map(titleOf));
    await this.closeMenu();
    return titles;
  }

  async #titlesBehind(button: Locator): Promise<string[]> {
    await press(this.page, button);
    await expect(this.page.getByRole("menu", { name: MORE })).toBeVisible();
    const titles = await Promise.all((await this.page.getByRole("menuitem").all()).map(titleOf));
    await this.closeMenu();
    return titles;
  }

  async closeMenu(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.page.getByRole("menu")).toHaveCount(0);
  }

  /** A right-click, or a finger that stays. */
  async openMenu(name: string): Promise<void> {
    const head = this.#row(name).getByRole("rowheader");
    const opened = () => expect(this.page.getByRole("menu", { name: "Folder actions" })).toBeVisible();
    if (await isTouch(this.page)) {
      await longPress(this.page, head, await besideTheName(head), opened);
      return;
    }
    await head.click({ button: "right", position: await besideTheName(head) });
    await opened();
  }

  /** An icon of the toolbar or, where there is no room for it, the same action behind "More actions". */
  async pressTool(title: string): Promise<void> {
    const tool = this.#toolbar().getByRole("button", { name: title, exact: true });
    const more = this.#toolbar().getByRole("button", { name: MORE });
    await expect(tool.or(more).first()).toBeVisible();
    if (await tool.isVisible()) return press(this.page, tool);
    await press(this.page, more);
    await press(this.page, this.page.getByRole("menuitem", { name: title }));
  }

  async chooseInMenu(name: string, title: string): Promise<void> {
    await this.openMenu(name);
    await press(this.page, this.page.getByRole("menuitem", { name: title }));
  }

  async newFolder(name: string): Promise<void> {
    await this.pressTool("New folder");
    const field = this.page
      .getByRole("dialog", { name: "New folder" })
      .getByRole("textbox", { name: "Name" });
    await field.fill(name);
    await field.press("Enter");
    await this.expectRow(name);
  }

  /** With F2, from the keyboard. */
  async rename(name: string, to: string): Promise<void> {
    const field = await this.askForNewName(name);
    await field.fill(to);
    await field.press("Enter");
    await this.expectRow(to);
    await this.expectNoRow(name);
  }

  /** Opens the form for a new name, with F2; gives its field. */
  async askForNewName(name: string): Promise<Locator> {
    await this.#row(name).press("F2");
    const form = this.page.getByRole("dialog", { name: "Rename folder" });
    await expect(form).toBeVisible();
    return form.getByRole("textbox", { name: "Name" });
  }

  /** Opens the question before a deletion, with the Delete key. */
  async askToDelete(name: string): Promise<Locator> {
    await this.#row(name).press("Delete");
    const question = this.page.getByRole("alertdialog", { name: `Delete “${name}”?` });
    await expect(question.getByText(/can be brought back/)).toBeVisible();
    return question;
  }

  async cancelDialog(): Promise<void> {
    await press(this.page, this.page.getByRole("button", { name: "Cancel" }).last());
    await expect(this.page.getByRole("button", { name: "Cancel" })).toHaveCount(0);
  }

  /** With the Delete key; confirms. */
  async deleteRow(name: string): Promise<void> {
    const question = await this.askToDelete(name);
    await press(this.page, question.getByRole("button", { name: "Delete", exact: true }));
    await this.expectNoRow(name);
  }

  async undo(): Promise<void> {
    await press(this.page, this.page.getByRole("button", { name: "Undo" }).first());
  }

  async showTrash(): Promise<void> {
    await press(this.page, this.#host.getByRole("tab", { name: "Trash" }));
    await expect(this.#host.getByRole("table", { name: "Trash" })).toBeVisible();
  }

  async expectInTrash(name: string): Promise<void> {
    await expect(
      this.#host.getByRole("table", { name: "Trash" }).getByRole("row").filter({ hasText: name }),
    ).toBeVisible();
  }

  /** What shows of the selected row beside the list, or in a sheet. */
  preview(): PreviewPanel {
    return new PreviewPanel(this.page, this.#host);
  }

  /** Drag and drop, and Ctrl+X, Ctrl+C, Ctrl+V. */
  carrier(): RowCarrier {
    return new RowCarrier(this.page, this.#host);
  }

  #row(name: string): Locator {
    return this.#grid()
      .getByRole("row")
      .filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  #grid(): Locator {
    return this.#host.getByRole("treegrid");
  }

  #crumbs(): Locator {
    return this.#host.getByRole("navigation", { name: "Where you are" });
  }

  #toolbar(): Locator {
    return this.#host.getByRole("toolbar", { name: "Folder actions" });
  }
}

/** Without the keys and the reason that stand beside it. */
async function titleOf(item: Locator): Promise<string> {
  const named = await item.getAttribute("aria-labelledby");
  if (named === null) return (await item.innerText()).split("\n")[0] ?? "";
  return item
    .page()
    .locator(`[id="${named.split(" ")[0]}"]`)
    .innerText();
}
