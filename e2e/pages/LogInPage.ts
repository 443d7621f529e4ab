import { expect, type Page } from "@playwright/test";

/** Where everyone begins. */
export class LogInPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(): Promise<void> {
    await this.#page.goto("/");
  }

  async logIn(email: string, password: string): Promise<void> {
    await this.#page.getByLabel("E-mail").fill(email);
    await this.#page.getByLabel("Password", { exact: true }).fill(password);
    await this.#page.getByRole("button", { name: "Log in" }).click();
  }

  async expectRefusal(): Promise<void> {
    await expect(this.#page.getByRole("alert")).toBeVisible();
  }
}
