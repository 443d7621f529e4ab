import { expect, type Page } from "@playwright/test";
import { FolderBrowser } from "../components/FolderBrowser";
import { ShareForm } from "../components/ShareForm";

/** What stands around every page of the app, and the ways between its sections. */
export class AppPages {
  readonly page: Page;
  readonly folders: FolderBrowser;
  readonly selectFolder: FolderBrowser;
  readonly share: ShareForm;

  constructor(page: Page) {
    this.page = page;
    this.folders = new FolderBrowser(page);
    this.selectFolder = new FolderBrowser(page, page.getByRole("dialog", { name: "Select Folder" }));
    this.share = new ShareForm(page);
  }

  async goTo(section: "Folders" | "Upload" | "Search"): Promise<void> {
    await this.page
      .getByRole("navigation", { name: "Sections" })
      .getByRole("link", { name: section })
      .click();
  }

  async openFolders(): Promise<void> {
    await this.page.goto("/folders");
    await expect(this.page.getByRole("treegrid")).toBeVisible();
  }

  /** In the Upload section: choose loose files. */
  async chooseFiles(paths: string[]): Promise<void> {
    const [chooser] = await Promise.all([
      this.page.waitForEvent("filechooser"),
      this.page.getByRole("button", { name: "Choose files" }).click(),
    ]);
    await chooser.setFiles(paths);
  }

  async expectChosen(text: string): Promise<void> {
    await expect(this.page.getByText(text).first()).toBeVisible();
  }

  async openSelectFolder(): Promise<void> {
    await this.page.getByRole("button", { name: /^(Select Folder…|Add to folder…)$/ }).click();
    await expect(this.page.getByRole("dialog", { name: "Select Folder" })).toBeVisible();
  }

  /** The host's own button below the folder view. */
  async confirmFolder(): Promise<void> {
    await this.page
      .getByRole("dialog", { name: "Select Folder" })
      .getByRole("button", { name: /^Select and/ })
      .click();
  }

  async cancelFolder(): Promise<void> {
    await this.page
      .getByRole("dialog", { name: "Select Folder" })
      .getByRole("button", { name: "Cancel" })
      .click();
  }

  async searchFor(patient: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Patient name" }).fill(patient);
  }

  async selectFound(patient: string): Promise<void> {
    await this.page
      .getByRole("checkbox", { name: `Select ${patient}` })
      .first()
      .click();
  }

  async expectNotice(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("alertdialog").filter({ hasText: text }).first()).toBeVisible();
  }

  async viewShareDetails(): Promise<void> {
    await this.page.getByRole("button", { name: "View share details" }).click();
    await expect(this.page.getByRole("heading", { name: "Share details" })).toBeVisible();
  }

  async expectOnTimeline(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("region", { name: "Timeline" }).getByText(text).first()).toBeVisible();
  }

  async printShare(): Promise<void> {
    await this.page.getByRole("button", { name: "Print" }).first().click();
    await expect(this.page).toHaveURL(/\/print/);
  }

  async revoke(): Promise<void> {
    await this.page.getByRole("button", { name: "Revoke" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await expect(this.page.getByText("Revoked", { exact: true }).first()).toBeVisible();
  }

  async expectImage(text: string): Promise<void> {
    await expect(this.page.getByLabel(text).first()).toBeVisible();
  }

  /** One notch of the wheel, or one key: the next image of the stack. */
  async nextImage(): Promise<void> {
    await this.page
      .getByLabel(/^Image \d+ of/)
      .first()
      .focus();
    await this.page.keyboard.press("ArrowDown");
  }

  /** Every picture on the page has arrived and holds pixels. */
  async expectPicturesDrawn(): Promise<void> {
    await expect(async () => {
      const sizes = await this.page
        .locator("img")
        .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
      expect(sizes.length).toBeGreaterThan(0);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
    }).toPass();
  }

  async expectPdfPage(page: number, of: number): Promise<void> {
    await expect(this.page.getByRole("img", { name: `Page ${page} of ${of}` })).toBeVisible();
  }

  async expectHeading(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("heading", { name: text }).first()).toBeVisible();
  }

  async back(): Promise<void> {
    await this.page.getByRole("button", { name: "Back" }).click();
  }
}
