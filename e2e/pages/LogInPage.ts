import { expect, type Page } from "@playwright/test";
import type { Credentials } from "../clinic";
import { press } from "../touch";

/** Where everyone begins. */
export class LogInPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.goto("/");
    await expect(this.page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
  }

  async logIn({ email, password }: Credentials): Promise<void> {
    await this.page.getByRole("textbox", { name: "E-mail" }).fill(email);
    await this.page.getByRole("textbox", { name: "Password" }).fill(password);
    await this.submit();
  }

  async submit(): Promise<void> {
    await press(this.page, this.page.getByRole("button", { name: "Log in" }));
  }

  async expectMissing(text: string): Promise<void> {
    await expect(this.page.getByText(text)).toBeVisible();
  }

  async expectRefusal(): Promise<void> {
    await expect(this.page.getByRole("alert")).toBeVisible();
  }
}
