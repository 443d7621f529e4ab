import { expect, type Locator, type Page } from "@playwright/test";

/** How the folder view looks to eyes that need something else: pictures of its parts, directions, and what has room. */
export class FolderLooks {
  readonly #page: Page;
  readonly #view: Locator;

  /** `view` is the folder view. */
  constructor(page: Page, view: Locator) {
    this.#page = page;
    this.#view = view;
  }

  /** A row as PNG. */
  async row(name: string): Promise<Buffer> {
    return this.#picture(this.#row(name));
  }

  /** The sign of its kind. */
  async kind(name: string, kind: "Folder" | "Study" | "Document"): Promise<Buffer> {
    return this.#picture(this.#row(name).getByRole("img", { name: kind, exact: true }));
  }

  /** The tick box in the head of the list. */
  async selectAllBox(): Promise<Buffer> {
    return this.#picture(this.#view.getByRole("checkbox", { name: "Select all", exact: true }));
  }

  /** An icon of the toolbar, or beside the filter. */
  async icon(title: string): Promise<Buffer> {
    return this.#picture(this.#view.getByRole("button", { name: title, exact: true }));
  }

  /** With the pointer elsewhere. */
  async #picture(part: Locator): Promise<Buffer> {
    await this.#page.mouse.move(0, 0);
    return part.screenshot({ animations: "disabled" });
  }

  /** Whether the tools stand in the order of reading, from their places on the screen. */
  async expectTools(direction: "ltr" | "rtl"): Promise<void> {
    const places = await this.#view
      .getByRole("toolbar")
      .getByRole("button")
      .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().x));
    expect(places.length).toBeGreaterThan(1);
    const sorted = places.toSorted((left, right) => (direction === "ltr" ? left - right : right - left));
    expect(places).toEqual(sorted);
  }

  /** Where the arrow before a row's name points. */
  async expectArrow(name: string, pointing: "right" | "left" | "down"): Promise<void> {
    const arrow = this.#row(name).locator("[data-part=expander] svg");
    const directionOf = () =>
      arrow.evaluate((icon) => {
        const { rotate, scale } = getComputedStyle(icon);
        const turned = rotate === "none" ? 0 : Number.parseFloat(rotate);
        const [across = 1, down = across] = scale === "none" ? [1] : scale.split(" ").map(Number);
        const { x, y } = new DOMMatrix().rotate(turned).scale(across, down).transformPoint({ x: 1, y: 0 });
        if (Math.abs(x) > Math.abs(y)) return x > 0 ? "right" : "left";
        return y > 0 ? "down" : "up";
      });
    await expect.poll(directionOf).toBe(pointing);
  }

  /** The page scrolls in no direction but down, and nothing of the view sticks out of it. */
  async expectNothingBeyond(): Promise<void> {
    const beyond = await this.#view.evaluate((view) => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const { left, right } = view.getBoundingClientRect();
      const parts = [...view.querySelectorAll("button, input, [role=toolbar], [role=tab], nav a")]
        .filter((part) => !part.closest("[data-list]"))
        .map((part) => ({ part, box: part.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.left < left - 1 || box.right > right + 1))
        .map(({ part }) => part.getAttribute("aria-label") ?? part.textContent);
      return { page: scrollWidth - clientWidth, left: Math.min(left, 0), parts };
    });
    expect(beyond).toEqual({ page: 0, left: 0, parts: [] });
  }

  /** So many rows, whole ones, can be seen at once. */
  async expectRowsInSight(least: number): Promise<void> {
    const inSight = () =>
      this.#view.locator("[data-list]").evaluate((list) => {
        const box = list.getBoundingClientRect();
        const head = list.querySelector("[data-head]")?.getBoundingClientRect().height ?? 0;
        const bottom = Math.min(box.bottom, window.innerHeight);
        const row =
          list.querySelector("[data-line]")?.getBoundingClientRect().height ?? Number.POSITIVE_INFINITY;
        return (bottom - box.top - head) / row;
      });
    await expect.poll(inSight).toBeGreaterThanOrEqual(least);
  }

  #row(name: string): Locator {
    return this.#view.getByRole("row").filter({ has: this.#page.getByRole("link", { name, exact: true }) });
  }
}
