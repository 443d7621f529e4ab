import { expect, type Page } from "@playwright/test";
import { press } from "../touch";

/** Share details, and the page to print. */
export class SharePage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(linkId: string): Promise<void> {
    await this.#page.goto(`/links/${linkId}`);
    await expect(this.#page.getByRole("region", { name: "Timeline" })).toBeVisible();
  }

  /** From the list of a folder's links. */
  async openFromLinks(recipient: string): Promise<void> {
    const links = this.#page.getByRole("dialog", { name: "Manage upload links" });
    await press(this.#page, links.getByRole("button", { name: recipient }));
    await expect(this.#page.getByRole("region", { name: "Timeline" })).toBeVisible();
  }

  async expectInLinks(recipient: string): Promise<void> {
    const links = this.#page.getByRole("dialog", { name: "Manage upload links" });
    await expect(links.getByRole("button", { name: recipient })).toBeVisible();
  }

  async expectTitle(title: string): Promise<void> {
    await expect(this.#page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  }

  async expectOnTimeline(...steps: (string | RegExp)[]): Promise<void> {
    const timeline = this.#page.getByRole("region", { name: "Timeline" });
    for (const step of steps) await expect(timeline.getByText(step).first()).toBeVisible();
  }

  async expectDelivery(number: string, words: string | RegExp): Promise<void> {
    const line = this.#page
      .getByRole("region", { name: "Deliveries" })
      .getByRole("listitem")
      .filter({ hasText: number });
    await expect(line).toContainText(words);
  }

  async goToFolder(name: string): Promise<void> {
    await press(this.#page, this.#page.getByRole("main").getByRole("link", { name, exact: true }));
  }

  async revoke(): Promise<void> {
    await press(this.#page, this.#page.getByRole("button", { name: "Revoke" }));
    const question = this.#page.getByRole("alertdialog", { name: "Revoke this upload link?" });
    await press(this.#page, question.getByRole("button", { name: "Revoke" }));
    await expect(question).toHaveCount(0);
    await expect(this.#page.getByRole("main").getByText("Revoked", { exact: true }).first()).toBeVisible();
  }

  async openPrint(linkId?: string): Promise<void> {
    if (linkId) await this.#page.goto(`/links/${linkId}/print`);
    else await press(this.#page, this.#page.getByRole("main").getByRole("button", { name: "Print" }));
    await expect(this.#sheet()).toBeVisible();
  }

  async printPassword(): Promise<void> {
    await press(this.#page, this.#page.getByText("Print the password as well"));
    await expect(this.#page.getByRole("checkbox", { name: "Print the password as well" })).toBeChecked();
  }

  async expectOnSheet(text: string): Promise<void> {
    await expect(this.#sheet()).toContainText(text);
  }

  async expectNotOnSheet(text: string): Promise<void> {
    await expect(this.#sheet()).not.toContainText(text);
  }

  async leavePrint(): Promise<void> {
    await press(this.#page, this.#page.getByRole("button", { name: "Back" }));
  }

  #sheet() {
    return this.#page.getByRole("article").first();
  }
}
