import { expect, type Page } from "@playwright/test";
import { pressByKey, tabTo } from "../keyboard";
import { press } from "../touch";

/** The actions of a link that ask something first. */
export type LinkDialog =
  | "New password…"
  | "New link address…"
  | "Extend…"
  | "Reactivate…"
  | "Change limits…"
  | "Revoke…";

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
    await press(this.#page, links.getByRole("link", { name: recipient }));
    await expect(this.#page.getByRole("region", { name: "Timeline" })).toBeVisible();
  }

  async expectInLinks(recipient: string): Promise<void> {
    const links = this.#page.getByRole("dialog", { name: "Manage upload links" });
    await expect(links.getByRole("link", { name: recipient })).toBeVisible();
  }

  async expectTitle(title: string): Promise<void> {
    await expect(this.#page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  }

  /** What the details say of the link, by the name of the fact. */
  async expectFact(name: string, text: string | RegExp): Promise<void> {
    const term = this.#page.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) });
    await expect(this.#page.getByRole("main").locator("dl > div", { has: term }).first()).toContainText(text);
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

  /** How far the link is, in the words of the line at the top. */
  async expectStage(words: string | RegExp): Promise<void> {
    await expect(this.#life().getByRole("paragraph").filter({ hasText: words }).first()).toBeVisible();
  }

  async expectState(word: string): Promise<void> {
    await expect(this.#life().getByText(word, { exact: true })).toBeVisible();
  }

  /** The address that can be copied. */
  async address(): Promise<string> {
    const code = this.#page.getByRole("region", { name: "Upload link" }).getByRole("code");
    return (await code.innerText()).replaceAll(/\s/g, "");
  }

  async expectNoAddress(): Promise<void> {
    const part = this.#page.getByRole("region", { name: "Upload link" });
    await expect(part).toContainText("The address is for the clinician who shared it to see.");
    await expect(part.getByRole("code")).toHaveCount(0);
    await expect(part.getByRole("img")).toHaveCount(0);
  }

  async expectMail(name: string, recipient: string, state: string): Promise<void> {
    const mail = this.#page
      .getByRole("region", { name: "E-mails" })
      .getByRole("listitem")
      .filter({ hasText: name })
      .filter({ hasText: recipient });
    await expect(mail.first()).toContainText(state);
  }

  /** Opens the receipt of a delivery. */
  async openReceipt(number: string): Promise<void> {
    await press(this.#page, this.#page.getByRole("button", { name: `Receipt ${number}` }));
  }

  /** What the link's menu offers. */
  async act(action: string): Promise<void> {
    await press(this.#page, this.#page.getByRole("main").getByRole("button", { name: "Actions" }));
    await press(this.#page, this.#page.getByRole("menuitem", { name: action }));
  }

  /** Opens what an action asks first. */
  async ask(action: LinkDialog): Promise<void> {
    await this.act(action);
    await expect(this.#asked()).toBeVisible();
    await expect(this.#asked().getByRole("button").first()).toBeVisible();
  }

  /** Leaves what was asked as it was, by the key. */
  async leaveQuestion(): Promise<void> {
    await this.#page.keyboard.press("Escape");
    await expect(this.#asked()).toHaveCount(0);
  }

  /** In whatever language the page is: the dialog of the menu's first action that asks something. */
  async askInAnyLanguage(): Promise<void> {
    await press(this.#page, this.#page.getByRole("main").locator("header button[aria-haspopup]"));
    await press(this.#page, this.#page.getByRole("menu").getByRole("menuitem", { name: /…$/ }).first());
    await expect(this.#asked().getByRole("textbox").first()).toBeVisible();
  }

  /** A new password that is mailed to an address of its own. */
  async mailPassword(password: string, address: string): Promise<void> {
    await this.ask("New password…");
    await press(this.#page, this.#asked().getByText("In an e-mail to another address"));
    await press(this.#page, this.#asked().getByRole("button", { name: "Set new password" }));
    await expect(
      this.#asked().getByText("Please enter the address that the password goes to."),
    ).toBeVisible();
    await this.#asked().getByRole("textbox", { name: "Folder password" }).fill(password);
    await this.#asked().getByRole("textbox", { name: "Address for the password" }).fill(address);
    await press(this.#page, this.#asked().getByRole("button", { name: "Set new password" }));
    await expect(this.#asked().getByText("The new password is set")).toBeVisible();
  }

  /** Without a mouse: from the top of the page to the menu, and in it to the end of the link. */
  async revokeByKeys(): Promise<void> {
    const page = this.#page;
    await expect(page.getByRole("region", { name: "Timeline" })).toBeVisible();
    await pressByKey(page, page.getByRole("main").getByRole("button", { name: "Actions" }));
    const revoke = page.getByRole("menuitem", { name: "Revoke…" });
    await expect(revoke).toBeVisible();
    await page.keyboard.press("End");
    await expect(revoke).toBeFocused();
    await page.keyboard.press("Enter");
    await pressByKey(page, this.#asked().getByRole("button", { name: "Revoke" }));
    await expect(this.#asked()).toHaveCount(0);
    await this.expectState("Revoked");
  }

  /** The copy button, the folder and the receipts of the page are stops of the Tab key. */
  async expectReachedByKeys(folder: string): Promise<void> {
    const main = this.#page.getByRole("main");
    for (const stop of [
      main.getByRole("button", { name: "Print" }),
      main.getByRole("button", { name: "Copy link" }),
      main.getByRole("link", { name: folder, exact: true }),
    ]) {
      await tabTo(this.#page, stop);
    }
  }

  async expectStale(): Promise<void> {
    await expect(this.#page.getByText("The page stands as it was last read.")).toBeVisible({
      timeout: 30_000,
    });
  }

  async revoke(): Promise<void> {
    await this.act("Revoke…");
    const question = this.#page.getByRole("alertdialog", { name: "Revoke this upload link?" });
    await press(this.#page, question.getByRole("button", { name: "Revoke" }));
    await expect(question).toHaveCount(0);
    await this.expectState("Revoked");
  }

  /** A new password, that the clinician tells the recipient. */
  async setPassword(password: string): Promise<void> {
    await this.act("New password…");
    const dialog = this.#page.getByRole("dialog", { name: "New password" });
    await dialog.getByRole("textbox", { name: "Folder password" }).fill(password);
    await expect(dialog.getByRole("radio", { name: "I will tell it myself" })).toBeChecked();
    await press(this.#page, dialog.getByRole("button", { name: "Set new password" }));
    await expect(dialog.getByText("The new password is set")).toBeVisible();
    await press(this.#page, dialog.getByRole("button", { name: "Show password" }));
    await expect(dialog.getByText(password)).toBeVisible();
    await press(this.#page, dialog.getByRole("button", { name: "Done" }));
    await expect(dialog).toHaveCount(0);
  }

  async renewAddress(): Promise<void> {
    await this.act("New link address…");
    const question = this.#page.getByRole("alertdialog", { name: "Give this link a new address?" });
    await press(this.#page, question.getByRole("button", { name: "New link address" }));
    await expect(question).toHaveCount(0);
  }

  async extend(preset: string): Promise<void> {
    await this.act("Extend…");
    await this.#answerDay("Extend this upload link", preset, "Extend");
  }

  async reactivate(preset: string): Promise<void> {
    await this.act("Reactivate…");
    await this.#answerDay("Reactivate this upload link", preset, "Reactivate");
    await this.expectState("Active");
  }

  async changeTerms({ title, mostFiles }: { title: string; mostFiles: string }): Promise<void> {
    await this.act("Change limits…");
    const dialog = this.#page.getByRole("dialog", { name: "Change this upload link" });
    await dialog.getByRole("textbox", { name: "Folder title" }).fill(title);
    const most = dialog.getByRole("textbox", { name: "Most files" });
    await most.fill(mostFiles);
    await most.blur();
    await press(this.#page, dialog.getByRole("button", { name: "Save changes" }));
    await expect(dialog).toHaveCount(0);
  }

  async openPrint(linkId?: string): Promise<void> {
    if (linkId) await this.#page.goto(`/links/${linkId}/print`);
    else await press(this.#page, this.#page.getByRole("main").getByRole("button", { name: "Print" }));
    await expect(this.#sheet()).toBeVisible();
    // The button waits for the QR code
    await expect(this.#page.getByRole("button", { name: "Print" }).first()).toBeEnabled();
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

  #asked() {
    return this.#page.getByRole("dialog").or(this.#page.getByRole("alertdialog", { name: /\?$/ }));
  }

  #sheet() {
    return this.#page.getByRole("article").first();
  }

  #life() {
    return this.#page.getByRole("region", { name: "Where this link stands" });
  }

  async #answerDay(title: string, preset: string, verb: string): Promise<void> {
    const dialog = this.#page.getByRole("dialog", { name: title });
    await press(this.#page, dialog.getByRole("button", { name: preset, exact: true }));
    await press(this.#page, dialog.getByRole("button", { name: verb, exact: true }));
    await expect(dialog).toHaveCount(0);
  }
}
