import { expect, type Locator, type Page } from "@playwright/test";

export interface ShareWishes {
  recipient: string;
  password: string;
  title?: string;
  description?: string;
  language?: string;
  twoFactor?: boolean;
  /** The address of the second mail; without it one mail holds link and password. */
  passwordAddress?: string;
}

/** The form "Share an Upload Folder". */
export class ShareForm {
  readonly #page: Page;
  readonly #dialog: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#dialog = page.getByRole("dialog", { name: "Share an Upload Folder" });
  }

  async fill(wishes: ShareWishes): Promise<void> {
    const email = this.#dialog.getByRole("textbox", { name: "E-mail" });
    await email.fill(wishes.recipient);
    await email.press("Enter");
    if (wishes.twoFactor) await this.#tick("Use two-factor authentication (2FA)");
    if (wishes.passwordAddress) await this.#sendPasswordTo(wishes.passwordAddress);
    if (wishes.language) await this.#choose("Language", wishes.language);
    await this.#dialog.getByLabel("Folder password", { exact: false }).first().fill(wishes.password);
    if (wishes.title) await this.#dialog.getByRole("textbox", { name: "Folder title" }).fill(wishes.title);
    if (wishes.description) {
      await this.#dialog.getByRole("textbox", { name: "Folder description" }).fill(wishes.description);
    }
  }

  async send(): Promise<void> {
    await this.#dialog.getByRole("button", { name: "Send Upload Link" }).click();
    await expect(this.#page.getByText("Folder Shared Successfully")).toBeVisible();
  }

  /** The labels of the eight fields, as they stand on the form. */
  async expectLabels(labels: readonly string[]): Promise<void> {
    for (const label of labels)
      await expect(this.#dialog.getByText(label, { exact: true }).first()).toBeVisible();
  }

  async expectError(text: string): Promise<void> {
    await expect(this.#dialog.getByText(text)).toBeVisible();
  }

  async submit(): Promise<void> {
    await this.#dialog.getByRole("button", { name: "Send Upload Link" }).click();
  }

  async #sendPasswordTo(address: string): Promise<void> {
    const separate = this.#dialog.getByRole("checkbox", { name: "Send link password in a different email" });
    if (!(await separate.isChecked())) await this.#tick("Send link password in a different email");
    await this.#dialog.getByText("Another address").click();
    await this.#dialog.getByRole("textbox", { name: "Address for the password" }).fill(address);
  }

  async #tick(label: string): Promise<void> {
    await this.#dialog.getByText(label, { exact: true }).click();
  }

  async #choose(field: string, option: string): Promise<void> {
    await this.#dialog.getByRole("button", { name: field }).click();
    await this.#page.getByRole("option", { name: option }).click();
  }
}
