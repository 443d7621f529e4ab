import { expect, type Page } from "@playwright/test";

/** The guest's page, /u/<token>. */
export class GuestPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(link: string): Promise<void> {
    await this.page.goto(link);
  }

  async expectHeading(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: text })).toBeVisible();
  }

  async expectText(text: string | RegExp): Promise<void> {
    await expect(this.page.getByText(text).first()).toBeVisible();
  }

  async expectDirection(direction: "ltr" | "rtl"): Promise<void> {
    await expect(this.page.locator("html")).toHaveAttribute("dir", direction);
  }

  async enterPassword(password: string): Promise<void> {
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Continue" }).click();
  }

  async enterCode(code: string): Promise<void> {
    await this.page.getByLabel("Code", { exact: true }).fill(code);
    await this.page.getByRole("button", { name: "Continue" }).click();
  }

  async chooseFiles(paths: string[]): Promise<void> {
    const [chooser] = await Promise.all([
      this.page.waitForEvent("filechooser"),
      this.page.getByRole("button", { name: /^(Choose|Add) files$/ }).click(),
    ]);
    await chooser.setFiles(paths);
  }

  async chooseFolder(path: string): Promise<void> {
    const [chooser] = await Promise.all([
      this.page.waitForEvent("filechooser"),
      this.page.getByRole("button", { name: /^(Choose|Add) a folder or disc$/ }).click(),
    ]);
    await chooser.setFiles(path);
  }

  /** Confirms every question that the page asks, and sends. */
  async send(): Promise<void> {
    for (const box of await this.page.getByRole("checkbox", { name: /I have checked this/ }).all())
      await box.check();
    await this.page.getByRole("button", { name: /^Send/ }).click();
  }

  /** Waits until done means done; gives the receipt's number. */
  async receiptNumber(): Promise<string> {
    const receipt = this.page
      .getByRole("region", { name: /Receipt/ })
      .or(this.page.locator("article"))
      .first();
    await expect(receipt).toBeVisible({ timeout: 60_000 });
    const number = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(await receipt.innerText());
    if (!number) throw new Error("the receipt has no number");
    return number[0];
  }

  async goOffline(offline: boolean): Promise<void> {
    await this.page.context().setOffline(offline);
  }
}
