import { expect, type Page } from "@playwright/test";
import type { Mail } from "../mailbox";
import { press } from "../touch";

/** The page behind a reminder's "no more of them", for people without a session. */
export class ReminderPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address);
  }

  async expectHeading(text: string): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: text })).toBeVisible();
  }

  async decline(): Promise<void> {
    await press(this.page, this.page.getByRole("button", { name: "Don't remind me again" }));
    await this.expectHeading("You will not be reminded again");
  }
}

/** The address in a reminder that asks for no more of them. */
export function declineAddressIn(mail: Mail): string {
  const found = /https?:\/\/\S+\/reminders\/[\w-]+\/[\w-]+/.exec(mail.text);
  if (!found) throw new Error(`no such address in “${mail.subject}”:\n${mail.text}`);
  return found[0];
}
