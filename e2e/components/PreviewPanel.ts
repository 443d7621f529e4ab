import { expect, type Locator, type Page } from "@playwright/test";
import { press } from "../touch";

/** What the folder view shows of the selected row: a panel beside the list or, where there is no room, a sheet. */
export class PreviewPanel {
  readonly #page: Page;
  readonly #host: Locator;

  /** `host` is the folder view. */
  constructor(page: Page, host: Locator) {
    this.#page = page;
    this.#host = host;
  }

  /** With its button above the list. */
  async show(): Promise<void> {
    await press(this.#page, this.#button());
    await expect(this.#place()).toBeVisible();
  }

  /** With its own button. */
  async close(): Promise<void> {
    await press(this.#page, this.#place().getByRole("button", { name: /^Close( preview)?$/ }));
    await this.expectClosed();
  }

  /** With Alt+P, from wherever the focus is in the folder view. */
  async toggleByKey(): Promise<void> {
    await this.#page.keyboard.press("Alt+p");
  }

  async expectClosed(): Promise<void> {
    await expect(this.#place()).toHaveCount(0);
  }

  /** What it is about. */
  async expectAbout(title: string): Promise<void> {
    await expect(this.#place().getByRole("heading", { name: title, exact: true })).toBeVisible();
  }

  /** As "Patient ID" and "P-1". */
  async expectFact(term: string, fact: string | RegExp): Promise<void> {
    const line = this.#place()
      .locator("dl > div")
      .filter({ has: this.#page.getByText(term, { exact: true }) });
    await expect(line.getByRole("definition")).toContainText(fact);
  }

  /** How many studies, documents and folders there are, as "3 studies". */
  async expectFigure(words: string): Promise<void> {
    await expect(this.#place().getByRole("listitem").filter({ hasText: words })).toBeVisible();
  }

  /** So many pictures of a study's series, each of which the browser could draw. */
  async expectPictures(count: number): Promise<void> {
    const pictures = this.#place().getByRole("list", { name: "Series" }).locator("img");
    await expect(pictures).toHaveCount(count);
    const widths = () =>
      pictures.evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    await expect.poll(widths).not.toContain(0);
  }

  /** A PDF's first page, drawn, with these words on it. */
  async expectPdfPage(words: string | RegExp): Promise<void> {
    const page = this.#place()
      .getByRole("region", { name: /^Page 1 of / })
      .first();
    await expect(page.locator("canvas")).toBeVisible();
    await expect(page).toContainText(words);
  }

  /** A text document's characters. */
  async expectText(words: string | RegExp): Promise<void> {
    await expect(this.#place().getByRole("region", { name: "Content" })).toContainText(words);
  }

  async press(button: string): Promise<void> {
    await press(this.#page, this.#place().getByRole("button", { name: button, exact: true }));
  }

  #button(): Locator {
    return this.#host.getByRole("button", { name: "Preview", exact: true });
  }

  #place(): Locator {
    return this.#host
      .getByRole("region", { name: "Preview", exact: true })
      .or(this.#page.getByRole("dialog", { name: "Preview", exact: true }));
  }
}
