import { expect, type Page } from "@playwright/test";
import { press } from "../touch";

/** "Upload links": all links of a clinician, for an administrator also everybody's. */
export class LinksPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(): Promise<void> {
    const sections = this.#page.getByRole("navigation", { name: "Sections" });
    await press(this.#page, sections.getByRole("link", { name: "Upload links" }));
    await expect(this.#page.getByRole("heading", { level: 1, name: "Upload links" })).toBeVisible();
  }

  /** Narrows the list to the links with `words` in address, title or folder. */
  async find(words: string, count: number): Promise<void> {
    await this.#page.getByRole("searchbox", { name: "Find a link" }).fill(words);
    await expect(this.#rows()).toHaveCount(count);
  }

  async show(view: string): Promise<void> {
    await press(this.#page, this.#page.getByRole("radio", { name: view, exact: true }));
  }

  async showEverybodys(): Promise<void> {
    await press(this.#page, this.#page.getByText("All links of the installation"));
    await expect(this.#page.getByRole("checkbox", { name: "All links of the installation" })).toBeChecked();
  }

  async expectNothing(): Promise<void> {
    await expect(this.#page.getByText("No link fits")).toBeVisible();
  }

  /** What a row says, live. */
  async expectRow(recipient: string, ...words: string[]): Promise<void> {
    for (const each of words) await expect(this.#row(recipient)).toContainText(each);
  }

  /** From a row's own menu. */
  async act(recipient: string, action: string): Promise<void> {
    await press(this.#page, this.#page.getByRole("button", { name: `Actions for ${recipient}` }));
    await press(this.#page, this.#page.getByRole("menuitem", { name: action }));
  }

  async expectImpossible(recipient: string, action: string, reason: string): Promise<void> {
    await press(this.#page, this.#page.getByRole("button", { name: `Actions for ${recipient}` }));
    const line = this.#page.getByRole("menuitem", { name: action });
    await expect(line).toHaveAttribute("aria-disabled", "true");
    await expect(line).toContainText(reason);
    await this.#page.keyboard.press("Escape");
  }

  async openDetails(recipient: string): Promise<void> {
    await press(this.#page, this.#page.getByRole("link", { name: recipient }));
    await expect(this.#page.getByRole("region", { name: "Timeline" })).toBeVisible();
  }

  async expectNoneYet(): Promise<void> {
    await expect(this.#page.getByText("There are no upload links yet")).toBeVisible();
  }

  async expectStale(): Promise<void> {
    await expect(this.#page.getByText("The list stands as it was last read.")).toBeVisible({
      timeout: 30_000,
    });
  }

  async expectFresh(): Promise<void> {
    await expect(this.#page.getByText("The list stands as it was last read.")).toHaveCount(0, {
      timeout: 30_000,
    });
  }

  /** Asks what a button of the bar below asks, for all that are selected; `title` is how. */
  async askOfSelected(action: "Resend" | "Remind" | "Extend…", title: string): Promise<void> {
    const tools = this.#page.getByRole("toolbar", { name: "With the selected links" });
    await press(this.#page, tools.getByRole("button", { name: action }));
    await expect(this.#page.getByRole("alertdialog", { name: title })).toBeVisible();
  }

  async answer(verb: string): Promise<void> {
    await press(
      this.#page,
      this.#page.getByRole("alertdialog", { name: /\?$/ }).getByRole("button", { name: verb }),
    );
  }

  async leaveQuestion(): Promise<void> {
    await this.#page.keyboard.press("Escape");
    await expect(this.#page.getByRole("alertdialog", { name: /upload links?$|\?$/ })).toHaveCount(0);
  }

  async selectAll(): Promise<void> {
    await press(this.#page, this.#page.getByRole("checkbox", { name: "Select all" }));
  }

  /** All that are selected; `question` is how it asks back. */
  async revokeSelected(question: string): Promise<void> {
    const tools = this.#page.getByRole("toolbar", { name: "With the selected links" });
    await press(this.#page, tools.getByRole("button", { name: "More actions" }));
    await press(this.#page, this.#page.getByRole("menuitem", { name: "Revoke…" }));
    const dialog = this.#page.getByRole("alertdialog", { name: question });
    await press(this.#page, dialog.getByRole("button", { name: "Revoke", exact: true }));
    await expect(dialog).toHaveCount(0);
  }

  /** What was said after an action on many that could not be done to all. */
  async readOutcome(...words: string[]): Promise<void> {
    const dialog = this.#page.getByRole("dialog", { name: "Outcome" });
    for (const each of words) await expect(dialog).toContainText(each);
    await press(this.#page, dialog.getByRole("button", { name: "Close" }).last());
    await expect(dialog).toHaveCount(0);
  }

  #rows() {
    return this.#page.getByRole("main").locator("tbody").getByRole("row");
  }

  #row(recipient: string) {
    return this.#rows().filter({ hasText: recipient });
  }
}
