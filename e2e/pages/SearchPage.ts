import { expect, type Locator, type Page } from "@playwright/test";
import { press } from "../touch";

/** Patient Studies: the Search section. */
export class SearchPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async searchFor(patient: string): Promise<void> {
    await this.#page.getByRole("textbox", { name: "Patient name" }).fill(patient);
  }

  async expectFound(patient: string, count: number): Promise<void> {
    await expect(this.#rows(patient)).toHaveCount(count);
    // Others, or dim ones, are still the answer to the question before
    const family = patient.split(",")[0] ?? patient;
    await expect(
      this.#page.getByRole("main").getByRole("rowheader").filter({ hasNotText: family }),
    ).toHaveCount(0);
    await expect(this.#page.locator("[data-stale]")).toHaveCount(0);
  }

  async expectNothing(): Promise<void> {
    await expect(this.#page.getByText("No study fits")).toBeVisible();
  }

  /** Nothing but these is found. */
  async expectOnly(count: number): Promise<void> {
    await expect(this.#page.getByRole("main").getByRole("rowheader")).toHaveCount(count);
  }

  /** A click beside the name. */
  async select(patient: string): Promise<void> {
    await press(this.#page, this.#page.getByRole("checkbox", { name: `Select ${patient}` }).first());
  }

  /** The first study of the list, whichever it is. */
  async selectFirst(): Promise<void> {
    const first = this.#page
      .getByRole("main")
      .getByRole("row")
      .filter({ has: this.#page.getByRole("rowheader") });
    await press(this.#page, first.first().getByRole("checkbox"));
  }

  async expectSelectedCount(words: string): Promise<void> {
    await expect(this.#page.getByRole("contentinfo").or(this.#page.locator("footer"))).toContainText(words);
  }

  async openSelectFolder(): Promise<void> {
    await press(this.#page, this.#page.getByRole("button", { name: "Add to folder…" }));
    await expect(this.#page.getByRole("dialog", { name: "Select Folder" })).toBeVisible();
  }

  #rows(patient: string): Locator {
    return this.#page
      .getByRole("row")
      .filter({ has: this.#page.getByRole("link", { name: patient, exact: true }) });
  }
}
