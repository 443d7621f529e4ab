import { expect, type Page } from "@playwright/test";
import { FolderBrowser } from "../components/FolderBrowser";
import { ShareForm } from "../components/ShareForm";
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
  readonly details: SharePage;
  readonly upload: UploadPage;
  readonly search: SearchPage;
  readonly viewer: ViewerPage;

  constructor(page: Page) {
    this.page = page;
    this.folders = new FolderBrowser(page, page.getByRole("main"));
    this.selectFolder = new FolderBrowser(page, page.getByRole("dialog", { name: "Select Folder" }));
    this.share = new ShareForm(page);
    this.details = new SharePage(page);
    this.upload = new UploadPage(page);
    this.search = new SearchPage(page);
    this.viewer = new ViewerPage(page);
  }

  async goTo(section: "Folders" | "Upload" | "Search"): Promise<void> {
    const sections = this.page.getByRole("navigation", { name: "Sections" });
    await press(this.page, sections.getByRole("link", { name: section }));
    await expect(sections.getByRole("link", { name: section })).toHaveAttribute("aria-current", "page");
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

  /** The bar's sign of uploads says that all are done. */
  async expectUploadsDone(): Promise<void> {
    await expect(this.page.getByRole("button", { name: "Uploads: all done" })).toBeVisible({
      timeout: 60_000,
    });
  }

  /** Opens the tray and gives what it says. */
  async expectInTray(text: string | RegExp): Promise<void> {
    await press(this.page, this.page.getByRole("button", { name: /^Uploads: / }));
    const tray = this.page.getByRole("dialog", { name: "Uploads" });
    await expect(tray.getByText(text).first()).toBeVisible();
    await this.page.keyboard.press("Escape");
    await expect(tray).toHaveCount(0);
  }

  /** The browser's own Back. */
  async goBack(): Promise<void> {
    await this.page.goBack();
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  async showDarkTheme(): Promise<void> {
    await this.page.emulateMedia({ colorScheme: "dark" });
  }
}
