import { type CDPSession, type Download, expect, type Page } from "@playwright/test";
import { inLanguage } from "../catalogue";
import { CarryDialog } from "../components/CarryDialog";
import { ColleagueDialog } from "../components/ColleagueDialog";
import { FolderBrowser } from "../components/FolderBrowser";
import { FolderNameForm } from "../components/FolderNameForm";
import { SettleDialog } from "../components/SettleDialog";
import { ShareForm } from "../components/ShareForm";
import { pressByKey, tabTo } from "../keyboard";
import { press } from "../touch";
import { SearchPage } from "./SearchPage";
import { SharePage } from "./SharePage";
import { UploadPage } from "./UploadPage";
import { ViewerPage } from "./ViewerPage";

/** The app as a clinician has it: what stands around every page, and the pages. */
export class AppPages {
  readonly page: Page;
  readonly folders: FolderBrowser;
  /** The same folder view, in the Select Folder form. */
  readonly selectFolder: FolderBrowser;
  readonly share: ShareForm;
  readonly carry: CarryDialog;
  readonly nameForm: FolderNameForm;
  readonly colleagues: ColleagueDialog;
  readonly settle: SettleDialog;
  readonly details: SharePage;
  readonly upload: UploadPage;
  readonly search: SearchPage;
  readonly viewer: ViewerPage;
  #line: CDPSession | undefined;

  constructor(page: Page) {
    this.page = page;
    this.folders = new FolderBrowser(page, page.getByRole("main"));
    this.selectFolder = new FolderBrowser(page, page.getByRole("dialog", { name: "Select Folder" }));
    this.share = new ShareForm(page);
    this.carry = new CarryDialog(page);
    this.nameForm = new FolderNameForm(page);
    this.colleagues = new ColleagueDialog(page);
    this.settle = new SettleDialog(page);
    this.details = new SharePage(page);
    this.upload = new UploadPage(page);
    this.search = new SearchPage(page);
    this.viewer = new ViewerPage(page);
  }

  async goTo(section: "Folders" | "Upload" | "Search"): Promise<void> {
    const sections = this.page.getByRole("navigation", { name: "Sections" });
    await press(this.page, sections.getByRole("link", { name: section, exact: true }));
    await expect(sections.getByRole("link", { name: section, exact: true })).toHaveAttribute(
      "aria-current",
      "page",
    );
  }

  async openFolders(): Promise<void> {
    await this.page.goto("/folders");
    await this.folders.expectReady();
  }

  async openFolder(id: string): Promise<void> {
    await this.page.goto(`/folders/${id}`);
  }

  /** Select Folder: the host's own button below the folder view. */
  async confirmFolder(label: string): Promise<void> {
    const dialog = this.page.getByRole("dialog", { name: "Select Folder" });
    await press(this.page, dialog.getByRole("button", { name: label, exact: true }));
    await expect(dialog).toHaveCount(0);
  }

  async expectFolderGoal(name: string): Promise<void> {
    await expect(this.page.getByRole("dialog", { name: "Select Folder" })).toContainText(`Goes to ${name}`);
  }

  async cancelFolder(): Promise<void> {
    const dialog = this.page.getByRole("dialog", { name: "Select Folder" });
    await press(this.page, dialog.getByRole("button", { name: "Cancel" }));
    await expect(dialog).toHaveCount(0);
  }

  async expectNotice(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("alertdialog").filter({ hasText: text }).first()).toBeVisible();
  }

  /** Uses the button of a notice, and with it the notice is gone. */
  async answerNotice(title: string, action: string): Promise<void> {
    const notice = this.page.getByRole("alertdialog", { name: title }).first();
    await press(this.page, notice.getByRole("button", { name: action }));
  }

  /** The same without a mouse: F6 leads to the notices, as to every landmark. */
  async answerNoticeByKeys(title: string, action: string): Promise<void> {
    const notice = this.page.getByRole("alertdialog", { name: title }).first();
    await tabTo(this.page, this.page.getByRole("region", { name: "Notices" }), "F6");
    await pressByKey(this.page, notice.getByRole("button", { name: action }));
  }

  /** The bar's sign of uploads says that all are done. */
  async expectUploadsDone(): Promise<void> {
    await expect(this.page.getByRole("button", { name: "Uploads: all done" })).toBeVisible({
      timeout: 60_000,
    });
  }

  /** Nothing is under way any more, with or without files that were not filed. */
  async expectUploadsEnded(): Promise<void> {
    await expect(this.page.getByRole("button", { name: /^Uploads: (all done|one needs)/ })).toBeVisible({
      timeout: 60_000,
    });
  }

  async openTray(): Promise<void> {
    await press(this.page, this.page.getByRole("button", { name: /^Uploads: / }));
    await expect(this.page.getByRole("dialog", { name: "Uploads" })).toBeVisible();
  }

  async closeTray(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.page.getByRole("dialog", { name: "Uploads" })).toHaveCount(0);
  }

  /** What the tray says of the upload to a folder, and the way there. */
  async openFolderFromTray(folder: string, words: string): Promise<void> {
    await this.openTray();
    const upload = this.page
      .getByRole("dialog", { name: "Uploads" })
      .getByRole("listitem")
      .filter({ hasText: folder });
    await expect(upload).toContainText(words);
    await press(this.page, upload.getByRole("button", { name: "Open folder" }));
  }

  /** What the browser fetches as a file when something is done. */
  async downloads(by: () => Promise<void>): Promise<Download> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), by()]);
    return download;
  }

  /**
   * Every answer takes very long, so that what is shown meanwhile can be looked at; null lets the line be as it is. What
   * waits then comes at once.
   */
  async slowDown(milliseconds: number | null): Promise<void> {
    this.#line ??= await this.page.context().newCDPSession(this.page);
    await this.#line.send("Network.enable");
    const [latency, downloadThroughput, uploadThroughput] =
      milliseconds === null ? [0, -1, -1] : [milliseconds, 1_000, 1_000];
    await this.#line.send("Network.emulateNetworkConditions", {
      offline: false,
      latency,
      downloadThroughput,
      uploadThroughput,
    });
  }

  /** The line is cut, or there again. */
  async setOffline(isOffline: boolean): Promise<void> {
    await this.page.context().setOffline(isOffline);
  }

  /** The same page, read in another language for as long as it is open. */
  async readIn(language: string): Promise<void> {
    const here = new URL(this.page.url());
    here.searchParams.set("language", language);
    await this.page.goto(here.href);
    await expect(this.page.locator("html")).toHaveAttribute("lang", language);
  }

  /** The folder view as it is read in another language. */
  foldersIn(language: string): FolderBrowser {
    return new FolderBrowser(this.page, this.page.getByRole("main"), inLanguage(language, "Folders"));
  }

  /** The user's own palette, with which Windows' contrast themes paint a page. */
  async inForcedColours(isActive: boolean): Promise<void> {
    await this.page.emulateMedia({ forcedColors: isActive ? "active" : "none" });
  }

  /** As if the session had ended elsewhere; the page hears of it with its next request. */
  async loseSession(): Promise<void> {
    await this.page.context().clearCookies();
  }

  /** In CSS pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
  }

  /** In CSS pixels. */
  async width(): Promise<number> {
    return this.page.evaluate(() => window.innerWidth);
  }

  /** The browser's own Back. */
  async goBack(): Promise<void> {
    await this.page.goBack();
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }
}
