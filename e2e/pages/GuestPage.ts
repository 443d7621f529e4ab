import { type CDPSession, expect, type Page } from "@playwright/test";
import { GuestKeys } from "../components/GuestKeys";
import { filesIn } from "../files";
import { isTouch, press } from "../touch";

/** The guest's page, /u/<token>. */
export class GuestPage {
  readonly page: Page;
  #line: CDPSession | undefined;

  constructor(page: Page) {
    this.page = page;
  }

  /** The same page by the keyboard alone. */
  keys(): GuestKeys {
    return new GuestKeys(this.page);
  }

  async open(link: string): Promise<void> {
    await this.page.goto(link);
  }

  /** Before `open`: this browser's clock can be moved from now on. */
  async takeClock(): Promise<void> {
    await this.page.clock.install();
  }

  /** What the page does from time to time it does now. */
  async letSecondsPass(seconds: number): Promise<void> {
    await this.page.clock.fastForward(seconds * 1000);
  }

  /** The language that the page is read in, by its own list. */
  async chooseLanguage(id: string): Promise<void> {
    await this.page.locator(".language select").selectOption(id);
    await this.expectLanguage(id);
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  async expectHeading(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: text })).toBeVisible({ timeout: 60_000 });
  }

  async expectText(text: string | RegExp): Promise<void> {
    await expect(this.page.getByText(text).first()).toBeVisible();
  }

  async expectNoText(text: string | RegExp): Promise<void> {
    await expect(this.page.getByText(text)).toHaveCount(0);
  }

  async expectError(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("alert").filter({ hasText: text })).toBeVisible();
  }

  async expectDirection(direction: "ltr" | "rtl"): Promise<void> {
    await expect(this.page.locator("html")).toHaveAttribute("dir", direction);
  }

  async expectLanguage(language: string): Promise<void> {
    await expect(this.page.locator("html")).toHaveAttribute("lang", language);
  }

  /** Nothing sticks out at the side. */
  async expectNoSidewaysScroll(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
      .toBeLessThanOrEqual(0);
  }

  /** In whichever language: the one field, and the one decisive button. */
  async enterPassword(password: string): Promise<void> {
    await this.page.locator("input[name=password]").fill(password);
    await this.#submit();
  }

  async enterCode(code: string): Promise<void> {
    await this.page.locator("input[name=code]").fill(code);
    await this.#submit();
  }

  async chooseFiles(paths: string[]): Promise<void> {
    await this.#choose(/^(Choose|Add) files$/, paths);
  }

  /** A folder; on a phone, which has none to choose, all files in it. */
  async chooseFolder(path: string): Promise<void> {
    if (await isTouch(this.page)) await this.chooseFiles(filesIn(path));
    else await this.#choose(/^(Choose|Add) a folder or disc$/, path);
  }

  /** By the first of the pickers, whatever it is called; all files in the folder. */
  async chooseInAnyLanguage(folder: string): Promise<void> {
    const [chooser] = await Promise.all([
      this.page.waitForEvent("filechooser"),
      press(this.page, this.page.locator(".pickers").getByRole("button").first()),
    ]);
    await chooser.setFiles(filesIn(folder));
  }

  /** What has been found has been looked at, and can be sent. */
  async expectReview(): Promise<void> {
    await this.expectHeading("Please check before sending");
  }

  async expectReadyToSend(files: number): Promise<void> {
    await expect(this.page.getByRole("button", { name: new RegExp(`^Send ${files} files? `) })).toBeVisible();
  }

  /** Confirms every question that the page asks, and sends. */
  async send(): Promise<void> {
    await this.expectReview();
    const boxes = this.page.getByRole("checkbox", { name: "I have checked this; send it as it is." });
    for (const box of await boxes.all()) await box.check();
    await press(this.page, this.page.getByRole("button", { name: /^Send \d/ }));
  }

  async expectQuestion(title: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 2, name: title })).toBeVisible();
  }

  /** How much has been sent, in percent. */
  async progress(): Promise<number> {
    const bar = this.page.getByRole("progressbar", { name: "Progress in all" });
    return Number((await bar.getAttribute("aria-valuenow", { timeout: 5_000 })) ?? "0");
  }

  async expectProgress(atLeast: number): Promise<void> {
    await expect.poll(() => this.progress(), { timeout: 60_000 }).toBeGreaterThanOrEqual(atLeast);
  }

  /** The first share of the upload that the page shows, in percent. */
  async progressAtFirst(): Promise<number> {
    let shown = 0;
    await expect(async () => {
      shown = await this.progress();
      expect(shown).toBeGreaterThan(0);
    }).toPass({ timeout: 30_000, intervals: [50] });
    return shown;
  }

  /** How much of an unfinished upload has arrived, as the page says after a reload; in percent. */
  async arrived(files: number): Promise<number> {
    const notice = this.page.getByText(`An upload of ${files} files is not complete yet`);
    const percent = /(\d+)\s?%/.exec(await notice.innerText());
    return Number(percent?.[1]);
  }

  async pause(): Promise<void> {
    await press(this.page, this.page.getByRole("button", { name: "Pause" }));
    await this.expectHeading("Paused");
  }

  async goOn(): Promise<void> {
    await press(this.page, this.page.getByRole("button", { name: "Continue" }));
    await this.expectHeading("Sending");
  }

  /** Waits until done means done; gives the receipt's number. */
  async receiptNumber(): Promise<string> {
    await this.expectHeading(/^(Everything has arrived|Arrived, with exceptions)$/);
    const number = this.page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await expect(number).toBeVisible({ timeout: 90_000 });
    return number.innerText();
  }

  /** From the receipt to another delivery. */
  async sendSomethingElse(): Promise<void> {
    await press(this.page, this.page.getByRole("button", { name: "Send something else" }));
    await this.expectHeading("Choose what you want to send");
  }

  /** A line of the receipt: a file with the reason why it was not accepted, a study with its images. */
  async expectReceiptLine(name: string, words: string | RegExp): Promise<void> {
    const line = this.page.getByRole("listitem").filter({ hasText: name });
    await expect(line.first()).toContainText(words);
  }

  /**
   * A slow line, in bytes per second, so that there is a middle of an upload; null lets it be as fast as it is, 0 cuts it.
   * One session for both: Chromium keeps conditions for each session, and one that limits would undo another's cut.
   */
  async limitUpload(bytesPerSecond: number | null): Promise<void> {
    this.#line ??= await this.page.context().newCDPSession(this.page);
    await this.#line.send("Network.enable");
    await this.#line.send("Network.emulateNetworkConditions", {
      offline: bytesPerSecond === 0,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond || -1,
    });
  }

  async #submit(): Promise<void> {
    await press(this.page, this.page.locator("form button[type=submit]"));
  }

  async #choose(button: RegExp, paths: string | string[]): Promise<void> {
    const [chooser] = await Promise.all([
      this.page.waitForEvent("filechooser"),
      press(this.page, this.page.getByRole("button", { name: button })),
    ]);
    await chooser.setFiles(paths);
  }

  /** Who sends, and what they want to say with it, where the link asks for it. */
  async introduce(name: string, note: string): Promise<void> {
    await this.page.getByLabel("Your name").fill(name);
    await this.page.getByLabel("Note (optional)").fill(note);
  }

  /** Names the page as one that takes out who the patient is, and shows a value that stays behind. */
  async expectTakenOut(value: string | RegExp): Promise<void> {
    await expect(this.page.getByText("Who the patient is stays with you")).toBeVisible();
    await press(this.page, this.page.getByText(/kinds of entries are removed$/));
    await expect(this.page.getByRole("definition").filter({ hasText: value }).first()).toBeVisible();
  }
}
