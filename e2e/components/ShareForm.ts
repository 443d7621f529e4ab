import { expect, type Locator, type Page } from "@playwright/test";
import { press } from "../touch";

export interface ShareWishes {
  recipient: string;
  password: string;
  title?: string;
  description?: string;
  language?: string;
  twoFactor?: boolean;
  /** Off: one mail holds link and password. */
  separate?: boolean;
  /** The address of the second mail; with `separate` and without it, the same one. */
  passwordAddress?: string;
  /** Nobody is mailed the password. */
  told?: boolean;
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
    if (wishes.separate || wishes.passwordAddress || wishes.told) await this.#separate();
    if (wishes.passwordAddress) {
      await this.#wayOf("Another address");
      await this.#dialog
        .getByRole("textbox", { name: "Address for the password" })
        .fill(wishes.passwordAddress);
    } else if (wishes.told) await this.#wayOf("I will tell it myself");
    else if (wishes.separate) await this.#wayOf("The same address, in a second e-mail");
    if (wishes.language) await this.#choose("Language", wishes.language);
    await this.#dialog.getByRole("textbox", { name: "Folder password" }).fill(wishes.password);
    if (wishes.title) await this.#dialog.getByRole("textbox", { name: "Folder title" }).fill(wishes.title);
    if (wishes.description) {
      await this.#dialog.getByRole("textbox", { name: "Folder description" }).fill(wishes.description);
    }
  }

  async send(): Promise<void> {
    await this.submit();
    await expect(this.#page.getByRole("alertdialog", { name: "Folder Shared Successfully" })).toBeVisible();
    await expect(this.#dialog).toHaveCount(0);
  }

  /** The fields of the form, by the labels that they bear. */
  async expectFields(labels: readonly string[]): Promise<void> {
    for (const label of labels) await expect(this.#dialog.getByLabel(label).first()).toBeAttached();
  }

  async expectError(text: string | RegExp): Promise<void> {
    await expect(this.#dialog.getByText(text)).toBeVisible();
  }

  async submit(): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("button", { name: "Send Upload Link" }));
  }

  /** Leaves a form in which something has been filled in: it asks before that is thrown away. */
  async throwAway(): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("button", { name: "Cancel" }));
    const question = this.#page.getByRole("alertdialog", { name: "Throw away what you have filled in?" });
    await press(this.#page, question.getByRole("button", { name: "Throw away" }));
    await expect(this.#dialog).toHaveCount(0);
  }

  async #separate(): Promise<void> {
    const label = "Send link password in a different email";
    // The second factor has ticked it already
    const isOn = await this.#dialog.getByRole("checkbox", { name: label }).isChecked();
    if (!isOn) await this.#tick(label);
  }

  async #wayOf(way: string): Promise<void> {
    await press(this.#page, this.#dialog.getByText(way).first());
    await expect(this.#dialog.getByRole("radio", { name: way })).toBeChecked();
  }

  async #tick(label: string): Promise<void> {
    await press(this.#page, this.#dialog.getByText(label).first());
    await expect(this.#dialog.getByRole("checkbox", { name: label })).toBeChecked();
  }

  async #choose(field: string, option: string): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("button", { name: field }));
    await press(this.#page, this.#page.getByRole("option", { name: option }));
  }
}
