import { expect, type Locator, type Page } from "@playwright/test";
import { press } from "../touch";

/** Share with a colleague. */
export class ColleagueDialog {
  readonly #page: Page;
  readonly #dialog: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#dialog = page.getByRole("dialog", { name: "Share with a colleague" });
  }

  async expectOpen(): Promise<void> {
    await expect(this.#dialog.getByText("With nobody yet.")).toBeVisible();
  }

  /** Shares with nobody that is known. */
  async expectRefused(words: string): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("button", { name: "Share", exact: true }));
    await expect(this.#dialog.getByText(words)).toBeVisible();
  }

  /** The colleagues whose names have this part are offered. */
  async expectOffered(part: string, email: string): Promise<void> {
    await this.#dialog.getByRole("combobox", { name: "Colleague" }).fill(part);
    await expect(this.#page.getByRole("option").filter({ hasText: email })).toBeVisible();
  }

  /** Finds the colleague by a part of the name, as they stand in the list. */
  async shareWith(part: string, email: string, may: "View" | "View and edit"): Promise<void> {
    const field = this.#dialog.getByRole("combobox", { name: "Colleague" });
    await field.fill(part);
    await press(this.#page, this.#page.getByRole("option").filter({ hasText: email }));
    await expect(field).toHaveValue(email);
    await this.#allow(may);
    await this.expectShared(email, may);
  }

  async change(name: string, email: string, may: "View" | "View and edit"): Promise<void> {
    await press(this.#page, this.#line(email).getByRole("button", { name: `Change what ${name} may do` }));
    await this.#allow(may);
    await this.expectShared(email, may);
  }

  async stop(name: string, email: string): Promise<void> {
    await press(this.#page, this.#line(email).getByRole("button", { name: `Stop sharing with ${name}` }));
    await expect(this.#dialog.getByText("With nobody yet.")).toBeVisible();
  }

  async expectShared(email: string, may: string): Promise<void> {
    await expect(this.#line(email)).toContainText(`${may} · without end`);
  }

  async close(): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("button", { name: "Close", exact: true }).last());
    await expect(this.#dialog).toHaveCount(0);
  }

  async #allow(may: string): Promise<void> {
    const radio = this.#dialog.getByRole("radio", {
      name: may === "View" ? /^View(?! and)/ : /^View and edit/,
    });
    await press(this.#page, radio.locator("xpath=ancestor::label"));
    await expect(radio).toBeChecked();
    await press(this.#page, this.#dialog.getByRole("button", { name: "Share", exact: true }));
  }

  #line(email: string): Locator {
    return this.#dialog
      .getByRole("list", { name: "Shared with" })
      .getByRole("listitem")
      .filter({ hasText: email });
  }
}
