import { expect, type Locator, type Page } from "@playwright/test";
import { pressByKey, tabTo } from "../keyboard";
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
  more?: MoreWishes;
}

/** What stands below "More options". */
export interface MoreWishes {
  accepts?: "DICOM only" | "DICOM and documents" | "Anything";
  files?: string;
  gigabytes?: string;
  patientName?: string;
  patientId?: string;
  /** By their labels. */
  ticks?: readonly string[];
  unticks?: readonly string[];
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
    const email = this.#dialog.getByRole("combobox", { name: "E-mail" });
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
    if (wishes.more) await this.#fillMore(wishes.more);
  }

  /** One recipient more, behind those that are there: typed in part, and taken from the addresses of earlier links. */
  async addContact(part: string, address: string): Promise<void> {
    await this.#dialog.getByRole("combobox", { name: "E-mail" }).fill(part);
    await press(this.#page, this.#dialog.getByRole("option", { name: address }));
    await this.expectRecipient(address);
  }

  async expectRecipient(address: string): Promise<void> {
    await expect(this.#dialog.getByRole("list", { name: "Addresses" }).getByText(address)).toBeVisible();
  }

  /** Lets the form make a password, in the recipient's language, and gives it. */
  async generatePassword(): Promise<string> {
    await press(this.#page, this.#dialog.getByRole("button", { name: "Generate a password" }));
    await this.expectText("Very strong");
    return this.#dialog.getByRole("textbox", { name: "Folder password" }).inputValue();
  }

  async expireAfter(preset: string): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("button", { name: preset }));
    await expect(this.#dialog.getByRole("button", { name: preset })).toHaveAttribute("aria-pressed", "true");
  }

  async expectText(text: string | RegExp): Promise<void> {
    await expect(this.#dialog.getByText(text).first()).toBeVisible();
  }

  /** The line that says in what the options differ from the usual. */
  async expectDifferences(text: string): Promise<void> {
    await expect(this.#dialog.getByRole("button", { name: "More options" })).toContainText(text);
  }

  /** Escape in a form in which something stands: it asks, and stays. */
  async expectEscapeAsks(): Promise<void> {
    await this.#page.keyboard.press("Escape");
    const question = this.#page.getByRole("alertdialog", { name: "Throw away what you have filled in?" });
    await press(this.#page, question.getByRole("button", { name: "Go on filling in" }));
    await expect(question).toHaveCount(0);
    await expect(this.#dialog).toBeVisible();
  }

  async send(): Promise<void> {
    await this.submit();
    await expect(this.#page.getByRole("alertdialog", { name: "Folder Shared Successfully" })).toBeVisible();
    await expect(this.#dialog).toHaveCount(0);
  }

  /** From the first key to the last without a mouse: the address, a password, a longer life, and away. */
  async sendByKeys(recipient: string, password: string): Promise<void> {
    const page = this.#page;
    await tabTo(page, this.#dialog.getByRole("combobox", { name: "E-mail" }));
    await page.keyboard.type(recipient);
    await page.keyboard.press("Enter");
    await this.expectRecipient(recipient);
    await pressByKey(
      page,
      this.#dialog.getByRole("checkbox", { name: "Send link password in a different email" }),
      "Space",
    );
    // One stop for all radios; the arrow keys choose
    await tabTo(page, this.#dialog.getByRole("radiogroup").first());
    const told = this.#dialog.getByRole("radio", { name: "I will tell it myself" });
    while (!(await told.isChecked())) await page.keyboard.press("ArrowDown");
    await tabTo(page, this.#dialog.getByRole("textbox", { name: "Folder password" }));
    await page.keyboard.type(password);
    await pressByKey(page, this.#dialog.getByRole("button", { name: "1 month" }), "Space");
    await pressByKey(page, this.#dialog.getByRole("button", { name: "More options" }));
    await pressByKey(
      page,
      this.#dialog.getByRole("checkbox", { name: "Let the recipient see the folder" }),
      "Space",
    );
    await pressByKey(page, this.#dialog.getByRole("button", { name: "Send Upload Link" }));
    await expect(this.#dialog).toHaveCount(0);
  }

  /** By the tool's name in the language that the page is read in. */
  async openBy(tool: string): Promise<void> {
    await press(this.#page, this.#page.getByRole("toolbar").getByRole("button", { name: tool, exact: true }));
    await expect(this.#page.getByRole("dialog").getByRole("textbox").first()).toBeVisible();
  }

  async openMore(): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("button", { name: "More options" }));
    await expect(this.#dialog.getByRole("button", { name: "More options" })).toHaveAttribute(
      "aria-expanded",
      "true",
    );
  }

  /** The fields of the form, by the labels that they bear. */
  async expectFields(labels: readonly string[]): Promise<void> {
    for (const label of labels) await expect(this.#dialog.getByLabel(label).first()).toBeAttached();
  }

  /** Leaves a form in which nothing has been filled in. */
  async cancel(): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("button", { name: "Cancel" }));
    await expect(this.#dialog).toHaveCount(0);
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

  async #fillMore(wishes: MoreWishes): Promise<void> {
    await press(this.#page, this.#dialog.getByRole("button", { name: "More options" }));
    if (wishes.accepts) await this.#choose("Accepted content", wishes.accepts);
    for (const [label, text] of [
      ["Most files", wishes.files],
      ["Most data", wishes.gigabytes],
      ["Patient name", wishes.patientName],
      ["Patient ID", wishes.patientId],
    ] as const) {
      if (text) await this.#dialog.getByRole("textbox", { name: label }).fill(text);
    }
    for (const label of wishes.ticks ?? []) await this.#tick(label);
    for (const label of wishes.unticks ?? []) {
      await press(this.#page, this.#dialog.getByText(label).first());
      await expect(this.#dialog.getByRole("checkbox", { name: label })).not.toBeChecked();
    }
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
