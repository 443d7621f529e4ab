import { expect, type Page } from "@playwright/test";
import { press } from "../touch";

/** The Upload section. */
export class UploadPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async chooseFiles(paths: string[]): Promise<void> {
    await this.#choose("Choose files", paths);
  }

  async chooseFolder(path: string): Promise<void> {
    await this.#choose("Choose a folder or disc", path);
  }

  async expectFound(text: string | RegExp): Promise<void> {
    await expect(this.#page.getByRole("main").getByText(text).first()).toBeVisible();
  }

  /** The folder that everything goes into. */
  async expectInto(folder: string): Promise<void> {
    await expect(this.#page.getByRole("main").getByText(`clinical documents, into ${folder}`)).toBeVisible();
  }

  async openSelectFolder(): Promise<void> {
    await press(this.#page, this.#page.getByRole("button", { name: "Select Folder…" }));
    await expect(this.#page.getByRole("dialog", { name: "Select Folder" })).toBeVisible();
  }

  async #choose(button: string, paths: string | string[]): Promise<void> {
    const [chooser] = await Promise.all([
      this.#page.waitForEvent("filechooser"),
      press(this.#page, this.#page.getByRole("button", { name: button })),
    ]);
    await chooser.setFiles(paths);
  }
}
