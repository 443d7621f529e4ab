import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";

/** Carrying rows without a dialog, by mouse or keyboard, and files from the desktop: the folder view's drag and drop. */
export class RowCarrier {
  readonly #page: Page;
  readonly #view: Locator;

  /** `view` is the folder view. */
  constructor(page: Page, view: Locator) {
    this.#page = page;
    this.#view = view;
  }

  /** Drags a row, with the selection if it belongs to it, onto a folder in the list. `copy`: with Ctrl. */
  async dragOnto(name: string, folder: string, { copy = false } = {}): Promise<void> {
    if (copy) await this.#page.keyboard.down("ControlOrMeta");
    await this.#dragAbove(name, this.#row(folder).getByRole("rowheader"));
    await this.#page.mouse.up();
    if (copy) await this.#page.keyboard.up("ControlOrMeta");
  }

  /** Onto a folder of the way to the shown one. */
  async dragOntoCrumb(name: string, crumb: string): Promise<void> {
    const way = this.#view.getByRole("navigation", { name: "Where you are" });
    await this.#dragAbove(name, way.getByText(crumb, { exact: true }));
    await this.#page.mouse.up();
  }

  /** Onto "My Folders", or onto "Trash", which asks whether to delete. */
  async dragOntoTab(name: string, tab: string): Promise<void> {
    await this.#dragAbove(name, this.#view.getByRole("tab", { name: tab }));
    await this.#page.mouse.up();
  }

  /** Drags a row to where it can't go: the reason is said, and nothing comes of letting go. */
  async expectRefused(name: string, folder: string, reason: string): Promise<void> {
    await this.#dragAbove(name, this.#row(folder).getByRole("rowheader"));
    await expect(this.#picture()).toContainText(reason);
    await this.#page.mouse.up();
    await expect(this.#picture()).toBeHidden();
  }

  /** Ctrl+X on what is selected. */
  async cut(): Promise<void> {
    await this.#press("x");
  }

  /** Ctrl+C on what is selected. */
  async copy(): Promise<void> {
    await this.#press("c");
  }

  /** Ctrl+V: into the one selected folder, else into the one that is shown. */
  async paste(): Promise<void> {
    await this.#press("v");
  }

  /** The line below the list says what is held, as "2 items to move". */
  async expectHeld(words: string): Promise<void> {
    await expect(this.#view.getByText(words, { exact: true })).toBeVisible();
  }

  async expectNothingHeld(): Promise<void> {
    await expect(this.#view.getByText(/ to (move|copy)$/)).toHaveCount(0);
  }

  /** Files from the disk, dropped as from the desktop: onto a folder in the list, or onto the shown place. */
  async dropFiles(paths: readonly string[], folder?: string): Promise<void> {
    const { onto, dataTransfer } = await this.#holdFiles(paths, folder);
    await onto.dispatchEvent("drop", { dataTransfer });
  }

  /** Files are dropped where none are taken: the reason is said, and nothing comes of it. */
  async expectFilesRefused(paths: readonly string[], folder: string, reason: string): Promise<void> {
    const { onto, dataTransfer } = await this.#holdFiles(paths, folder);
    await expect(this.#picture()).toContainText(reason);
    await onto.dispatchEvent("drop", { dataTransfer });
    await expect(this.#picture()).toBeHidden();
  }

  /** As if they were above a place, and not let go. */
  async #holdFiles(paths: readonly string[], folder?: string) {
    const files = await Promise.all(
      paths.map(async (path) => ({
        name: basename(path),
        base64: (await readFile(path)).toString("base64"),
      })),
    );
    const dataTransfer = await this.#page.evaluateHandle((given) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      return transfer;
    }, files);
    const onto = folder === undefined ? this.#view.locator("[data-drop-place]") : this.#row(folder);
    await onto.dispatchEvent("dragover", { dataTransfer });
    return { onto, dataTransfer };
  }

  /** As a hand does it: some way with the button down, then on the spot, until the view has answered. */
  async #dragAbove(name: string, target: Locator): Promise<void> {
    await this.#row(name).getByRole("link", { name, exact: true }).hover();
    await this.#page.mouse.down();
    await target.hover();
    // The first event above a target only begins the answer
    await target.hover();
    await expect(this.#picture()).toBeVisible();
  }

  async #press(letter: string): Promise<void> {
    await this.#view.getByRole("treegrid").press(`ControlOrMeta+${letter}`);
  }

  #picture(): Locator {
    return this.#page.locator("[data-carriage]");
  }

  #row(name: string): Locator {
    return this.#view
      .getByRole("treegrid")
      .getByRole("row")
      .filter({ has: this.#page.getByRole("link", { name, exact: true }) });
  }
}
