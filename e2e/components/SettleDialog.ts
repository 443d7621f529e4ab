import { expect, type Locator, type Page } from "@playwright/test";
import { press } from "../touch";

/** The dialog that settles what came twice: conflicts, and studies of one UID for different patients. */
export class SettleDialog {
  readonly #page: Page;
  readonly #dialog: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#dialog = page.getByRole("dialog", { name: "Settle what came twice" });
  }

  async expectOpen(): Promise<void> {
    await expect(this.#dialog.getByRole("tabpanel")).toBeVisible();
  }

  async expectClosed(): Promise<void> {
    await expect(this.#dialog).toHaveCount(0);
  }

  /** Both versions have a picture that the browser could draw. */
  async expectPictures(): Promise<void> {
    for (const title of ["Came first", "Came later"]) {
      const picture = this.#dialog.getByRole("img", { name: title });
      await expect
        .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
        .toBeGreaterThan(0);
    }
  }

  /** A DICOM element that differs, and what it says in either version. */
  async expectDifference(element: string, first: string, other: string): Promise<void> {
    const cells = this.#dialog.getByRole("row", { name: element }).getByRole("cell");
    await expect(cells).toHaveText([first, other]);
  }

  async expectInUse(version: "Came first" | "Came later"): Promise<void> {
    await expect(this.#dialog.getByRole("article", { name: version }).getByText("In use")).toBeVisible();
  }

  /** The comparison says of this line that it differs, with these values. */
  async expectPatientsDifferIn(line: string, asked: string, other: string): Promise<void> {
    const cells = this.#dialog.getByRole("row", { name: `${line} differs` }).getByRole("cell");
    await expect(cells).toHaveText([asked, other]);
  }

  async choose(button: string): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("button", { name: button, exact: true }));
  }

  /** Which patient's details are right, before a merge. */
  async chooseRecord(patient: string): Promise<void> {
    await press(
      this.#page,
      this.#dialog.getByRole("radio", { name: patient }).locator("xpath=ancestor::label"),
    );
  }

  async expectText(text: string | RegExp): Promise<void> {
    await expect(this.#dialog.getByText(text).first()).toBeVisible();
  }

  async showTab(name: string | RegExp): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("tab", { name }));
  }

  async close(): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("button", { name: "Close" }));
    await this.expectClosed();
  }
}
