import { expect, type Locator, type Page } from "@playwright/test";
import { tabTo } from "../keyboard";
import { isTouch, longPress, type Place, press } from "../touch";
import { type ActionItem, menuItems, toolbarItems } from "./action-items";
import { FolderKeys } from "./FolderKeys";
import { FolderLooks } from "./FolderLooks";
import { FolderStates } from "./FolderStates";
import { PreviewPanel } from "./PreviewPanel";
import { RowCarrier } from "./RowCarrier";

/**
 * The end of the name's cell, where a click selects and nothing else. Half-way down: Chromium moves a tap near an edge to
 * what it takes for the target, which may be the row above.
 */
async function besideTheName(head: Locator): Promise<Place> {
  const box = await head.boundingBox();
  if (!box) throw new Error("the row is not drawn");
  const isMirrored = await head.evaluate((cell) => getComputedStyle(cell).direction === "rtl");
  return { x: isMirrored ? 6 : box.width - 6, y: box.height / 2 };
}

const MORE = "More actions";

/** The folder view: one object for its three hosts (the Folders section and two Select Folder forms). */
export class FolderBrowser {
  readonly page: Page;
  readonly #host: Locator;

  /** `host` is what it stands in: the page, or a dialog; `name` is the view's own, in the language that is read. */
  constructor(page: Page, host: Locator, name = "Folders") {
    this.page = page;
    this.#host = host.getByRole("region", { name, exact: true });
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
        // Where a badge has no room for its words, its sign and its name say it
        .or(row.getByRole("button", { name: mark }))
        .filter({ visible: true })
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

  /** Narrows the list to rows with these words; "" shows all again. */
  async filter(words: string): Promise<void> {
    await this.#host.getByRole("searchbox", { name: "Filter this list" }).fill(words);
  }

  /** Opens a folder that may be far down in a long list. */
  async find(name: string): Promise<void> {
    await this.filter(name);
    // Until the list is the narrowed one, the row may move away between two clicks
    await expect(this.#grid().locator("a[data-part=name]").filter({ hasNotText: name })).toHaveCount(0);
    await this.open(name);
    await this.expectPlace(name);
  }

  async expectNothingMatches(words: string): Promise<void> {
    await expect(this.#host.getByText(`Nothing here matches “${words}”`)).toBeVisible();
  }

  /** The names of all rows that are drawn are these, from top to bottom. */
  async expectRows(...names: string[]): Promise<void> {
    await expect(this.#grid().locator("a[data-part=name]")).toHaveText(names);
  }

  /** With a press on the head of a column. */
  async sortBy(column: string): Promise<void> {
    await press(this.page, this.#head(column).getByRole("button"));
  }

  async expectSorted(column: string, direction: "ascending" | "descending"): Promise<void> {
    await expect(this.#head(column)).toHaveAttribute("aria-sort", direction);
  }

  /** The heads of the columns, in order. */
  async columns(): Promise<string[]> {
    const heads = await this.#grid().getByRole("columnheader").allInnerTexts();
    return heads.filter((head) => head !== "");
  }

  async expectColumn(title: string, isShown: boolean): Promise<void> {
    await expect(this.#head(title)).toHaveCount(isShown ? 1 : 0);
  }

  /** Shows or hides a column. */
  async toggleColumn(title: string): Promise<void> {
    await this.openColumns();
    await press(
      this.page,
      this.page.getByRole("dialog", { name: "Columns" }).getByText(title, { exact: true }),
    );
    await this.escape("Columns");
  }

  /** The choice of columns. */
  async openColumns(): Promise<void> {
    await press(this.page, this.#host.getByRole("button", { name: "Columns", exact: true }));
    await expect(this.page.getByRole("dialog", { name: "Columns" })).toBeVisible();
  }

  /** In place, by the arrow before the name. */
  async expand(name: string): Promise<void> {
    await press(this.page, this.#row(name).getByRole("button", { name: `Expand ${name}` }));
    await this.expectExpanded(name, true);
  }

  async collapse(name: string): Promise<void> {
    await press(this.page, this.#row(name).getByRole("button", { name: `Collapse ${name}` }));
    await this.expectExpanded(name, false);
  }

  async expectExpanded(name: string, isExpanded: boolean): Promise<void> {
    await expect(this.#row(name)).toHaveAttribute("aria-expanded", String(isExpanded));
  }

  /** How deep a row lies below the shown folder; 1 is in it. */
  async expectLevel(name: string, level: number): Promise<void> {
    await expect(this.#row(name)).toHaveAttribute("aria-level", String(level));
  }

  /** A series below its expanded study, with so many images and a thumbnail that the browser could draw. */
  async expectSeries(name: string, images: string): Promise<void> {
    const series = this.#row(name);
    await expect(series).toContainText(images);
    await expect
      .poll(() => series.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
  }

  /** The tick box in the head of the list. */
  async selectAll(): Promise<void> {
    await press(this.page, this.#grid().getByRole("checkbox", { name: "Select all", exact: true }));
  }

  /** From where the selection began to this row, with Shift; with Ctrl as well, in addition to what is selected. */
  async selectTo(name: string, adding = false): Promise<void> {
    const head = this.#row(name).getByRole("rowheader");
    const modifiers: ("Shift" | "ControlOrMeta")[] = adding ? ["Shift", "ControlOrMeta"] : ["Shift"];
    await head.click({ position: await besideTheName(head), modifiers });
  }

  /** What the line below the list says of the selection, as "2 studies, 1 folder · 3 MB"; "" says nothing is selected. */
  async expectSummary(words: string | RegExp): Promise<void> {
    const clear = this.#host.getByRole("button", { name: "Clear selection" });
    if (words === "") await expect(clear).toHaveCount(0);
    else await expect(clear.locator("xpath=..")).toContainText(words);
  }

  /** Presses a key where the focus is. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Types where the focus is, as whoever finds a row by its first letters. */
  async type(letters: string): Promise<void> {
    await this.page.keyboard.type(letters);
  }

  async expectFocus(name: string): Promise<void> {
    await expect(this.#row(name)).toBeFocused();
  }

  /** The focus is on some row of the list. */
  async expectFocusInList(): Promise<void> {
    await expect(this.#grid().locator("[role=row]:focus")).toHaveCount(1);
  }

  /** The names of all that the Tab key reaches from the places' tabs to the list's row, which is "row". */
  async tabStops(): Promise<string[]> {
    await this.#host.getByRole("tab", { selected: true }).focus();
    const stops: string[] = [];
    do {
      if (stops.length > 40) throw new Error(`no end of tab stops: ${stops.join(", ")}`);
      stops.push(
        await this.page.locator(":focus").evaluate((element) => {
          if (element.matches("[role=row]")) return "row";
          return (
            element.getAttribute("aria-label") ??
            (element.textContent || element.getAttribute("placeholder") || "")
          );
        }),
      );
      await this.page.keyboard.press("Tab");
    } while (stops.at(-1) !== "row");
    return stops;
  }

  /** How far down the row stands, in CSS pixels of the page. */
  async placeOf(name: string): Promise<number> {
    const box = await this.#row(name).boundingBox();
    if (!box) throw new Error(`“${name}” is not drawn`);
    return box.y;
  }

  async scrollTo(name: string): Promise<void> {
    await this.#row(name).scrollIntoViewIfNeeded();
  }

  async goTo(crumb: string): Promise<void> {
    await press(this.page, this.#crumbs().getByText(crumb, { exact: true }));
  }

  /** The actions as the toolbar has them: the icons, and what stands behind "More actions" on a narrow screen. */
  async toolbar(): Promise<ActionItem[]> {
    const more = this.#toolbar().getByRole("button", { name: MORE });
    const items = await toolbarItems(this.#toolbar());
    if ((await more.count()) === 0) return items;
    await press(this.page, more);
    items.splice(-1, 1, ...(await menuItems(this.page.getByRole("menu", { name: MORE }))));
    await this.closeMenu();
    return items;
  }

  /** The actions as the context menu of a row has them, and its picture as PNG; closes it again. */
  async menu(name: string): Promise<{ items: ActionItem[]; picture: Buffer }> {
    await this.openMenu(name);
    const menu = this.page.getByRole("menu", { name: "Folder actions" });
    const items = await menuItems(menu);
    await this.page.mouse.move(0, 0);
    const picture = await menu.screenshot({ animations: "disabled" });
    await this.closeMenu();
    return { items, picture };
  }

  /** The actions that can be used now, by title. */
  async expectAction(title: string, isEnabled: boolean): Promise<void> {
    const tool = this.#toolbar().getByRole("button", { name: title, exact: true });
    if (isEnabled) await expect(tool).not.toHaveAttribute("aria-disabled", "true");
    else await expect(tool).toHaveAttribute("aria-disabled", "true");
  }

  /** The upper part of the folder view as PNG, `height` CSS pixels of it, with the pointer elsewhere. */
  async picture(height: number): Promise<Buffer> {
    await this.page.mouse.move(0, 0);
    const { x, y, width } = await this.#box();
    return this.page.screenshot({ clip: { x, y, width, height }, animations: "disabled" });
  }

  /** In CSS pixels. */
  async width(): Promise<number> {
    return (await this.#box()).width;
  }

  async #box() {
    // A dialog that is on its way to its place has a picture of its own
    await this.page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    const box = await this.#host.boundingBox();
    if (!box) throw new Error("the folder view is not drawn");
    return box;
  }

  async closeMenu(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.page.getByRole("menu")).toHaveCount(0);
  }

  /** The menu of the row that has the focus. */
  async pressMenuKey(): Promise<void> {
    await this.page.keyboard.press("ContextMenu");
    await expect(this.page.getByRole("menu", { name: "Folder actions" })).toBeVisible();
  }

  /** A menu or a dialog is open, in whatever language. */
  async expectOpen(what: "menu" | "dialog"): Promise<void> {
    await expect(this.page.getByRole(what)).toBeVisible();
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

  /** Renames, although somebody else has renamed it meanwhile to `now`: says so first. */
  async renameOver(field: Locator, to: string, now: string): Promise<void> {
    await field.fill(to);
    await field.press("Enter");
    const form = this.page.getByRole("dialog", { name: "Rename folder" });
    await expect(form.getByRole("alert")).toContainText(now);
    await press(this.page, form.getByRole("button", { name: "Rename anyway" }));
    await expect(form).toHaveCount(0);
    await this.expectRow(to);
  }

  /** Opens the question before a deletion, with the Delete key. */
  async askToDelete(name: string): Promise<Locator> {
    await this.#row(name).press("Delete");
    const question = this.page.getByRole("alertdialog", { name: `Delete “${name}”?` });
    await expect(question.getByText(/can be brought back/)).toBeVisible();
    return question;
  }

  /** What was asked for is asked about, and left. */
  async leaveUndeleted(name: string): Promise<void> {
    const question = this.page.getByRole("alertdialog", { name: `Delete “${name}”?` });
    await press(this.page, question.getByRole("button", { name: "Cancel" }));
    await expect(question).toHaveCount(0);
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

  /** Deletes by the toolbar; the question says all of this. */
  async deleteSaying(name: string, ...consequences: string[]): Promise<void> {
    await this.pressTool("Delete");
    const question = this.page.getByRole("alertdialog", { name: `Delete “${name}”?` });
    for (const words of consequences) await expect(question).toContainText(words);
    await press(this.page, question.getByRole("button", { name: "Delete", exact: true }));
    await this.expectNoRow(name);
  }

  /** A tool of the bar at the top, without a mouse: one stop for the bar, the arrow keys within it. */
  async pressToolByKeys(title: string): Promise<void> {
    const tool = this.#toolbar().getByRole("button", { name: title, exact: true });
    await tabTo(this.page, this.#toolbar());
    while (!(await tool.evaluate((element) => element === document.activeElement))) {
      await this.page.keyboard.press("ArrowRight");
    }
    await this.page.keyboard.press("Enter");
  }

  /** The key closes whatever dialog or menu is on top. */
  async escape(dialog: string): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.page.getByRole("dialog", { name: dialog })).toHaveCount(0);
    await expect(this.page.getByRole("alertdialog", { name: dialog })).toHaveCount(0);
  }

  async showFolders(): Promise<void> {
    await press(this.page, this.#host.getByRole("tab", { name: "My Folders" }));
    await expect(this.#grid()).toBeVisible();
  }

  async showShared(): Promise<void> {
    await press(this.page, this.#host.getByRole("tab", { name: "Shared With Me" }));
    await this.expectPlace("Shared With Me");
  }

  async bringBack(name: string): Promise<void> {
    await press(this.page, this.#host.getByRole("button", { name: `Bring back ${name}` }));
    await this.expectNotInTrash(name);
  }

  /** Opens the question before something in the trash is deleted for good. */
  async askToDeleteForGood(name: string): Promise<Locator> {
    await press(this.page, this.#host.getByRole("button", { name: `Delete ${name} for good` }));
    const question = this.page.getByRole("alertdialog", { name: `Delete “${name}” for good?` });
    await expect(question).toContainText("Nobody can bring it back");
    return question;
  }

  /** Deletes something in the trash, which nothing brings back. */
  async deleteForGood(name: string): Promise<void> {
    const question = await this.askToDeleteForGood(name);
    await press(this.page, question.getByRole("button", { name: "Delete for good" }));
    await expect(question).toHaveCount(0);
    await this.expectNotInTrash(name);
  }

  async expectNotInTrash(name: string): Promise<void> {
    await expect(this.#host.getByRole("button", { name: `Bring back ${name}` })).toHaveCount(0);
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

  /** The same without a mouse. */
  keys(): FolderKeys {
    return new FolderKeys(this.page, this.#host);
  }

  /** Pictures of its parts, directions, and what has room. */
  looks(): FolderLooks {
    return new FolderLooks(this.page, this.#host);
  }

  /** What it shows while there is nothing to show. */
  states(): FolderStates {
    return new FolderStates(this.page, this.#host);
  }

  #row(name: string): Locator {
    return this.#grid()
      .getByRole("row")
      .filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  #head(column: string): Locator {
    return this.#grid().getByRole("columnheader", { name: column, exact: true });
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
