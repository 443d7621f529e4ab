import { expect, type Page } from "@playwright/test";
import { press } from "../touch";

/** A study or a document, opened. */
export class ViewerPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async expectTitle(text: string | RegExp): Promise<void> {
    await expect(this.#page.getByRole("heading", { level: 1, name: text })).toBeVisible();
  }

  async expectText(text: string | RegExp): Promise<void> {
    await expect(this.#page.getByText(text).first()).toBeVisible();
  }

  /** The picture of the stack is this one, and it is drawn. */
  async expectImage(number: number, of: number): Promise<void> {
    const stack = this.#page.getByRole("application", { name: `Image ${number} of ${of}` });
    await expect(stack).toBeVisible();
    await expect(async () => {
      const isDrawn = await stack.locator("canvas").evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        if (canvas.dataset.stale !== undefined || canvas.width < 2) return false;
        const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
        return data !== undefined && new Set(data.filter((_, index) => index % 4 === 0)).size > 8;
      });
      expect(isDrawn).toBe(true);
    }).toPass({ timeout: 20_000 });
  }

  /** By the keyboard. */
  async nextImage(): Promise<void> {
    await this.#page.getByRole("application").press("ArrowDown");
  }

  /** One notch of the wheel, or one step of the slider where there is no wheel. */
  async scrollOn(): Promise<void> {
    const stack = this.#page.getByRole("application");
    await stack.hover();
    await this.#page.mouse.wheel(0, 120);
  }

  /** A picture for each series; the first has arrived and has pixels (those out of sight load when they come near). */
  async expectThumbnails(count: number): Promise<void> {
    const pictures = this.#page.getByRole("navigation", { name: "Series" }).locator("img");
    await expect(pictures).toHaveCount(count);
    await expect(async () => {
      expect(
        await pictures.first().evaluate((image) => (image as HTMLImageElement).naturalWidth),
      ).toBeGreaterThan(0);
    }).toPass({ timeout: 20_000 });
  }

  async expectPdfPages(count: number): Promise<void> {
    await expect(this.#page.getByRole("region", { name: `Page 1 of ${count}` })).toBeVisible();
  }

  /** An image document, drawn in place. */
  async expectPicture(name: string): Promise<void> {
    const picture = this.#page.getByRole("img", { name });
    await expect(picture).toBeVisible();
    await expect(async () => {
      expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    }).toPass();
  }

  async back(): Promise<void> {
    await press(this.#page, this.#page.getByRole("button", { name: "Back" }));
  }
}
