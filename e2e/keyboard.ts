import { expect, type Locator, type Page } from "@playwright/test";

/** More stops than any page has before what is looked for. */
const STOPS_MOST = 80;

/** Goes on by the Tab key, or by another one, until the focus is there, and sees that it is shown. */
export async function tabTo(page: Page, goal: Locator, key = "Tab"): Promise<void> {
  await expect(goal).toBeVisible();
  for (let stop = 0; stop < STOPS_MOST; stop += 1) {
    if (await goal.evaluate((element) => element.contains(document.activeElement))) {
      // Where it was before the first key, a mouse may have put it
      if (stop > 0) expect(await page.evaluate(isFocusShown), `the focus on ${goal}`).toBe(true);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${goal}`);
}

/** Goes there, and presses it. */
export async function pressByKey(page: Page, goal: Locator, key: "Enter" | "Space" = "Enter"): Promise<void> {
  await tabTo(page, goal);
  await page.keyboard.press(key);
}

/** In the page: a ring, an edge or a shadow is drawn around what has the focus, or around what it is the inside of. */
function isFocusShown(): boolean {
  let element: Element | null = document.activeElement;
  for (let level = 0; element && level < 4; level += 1, element = element.parentElement) {
    for (const each of [element, ...element.children]) {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      if (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) return true;
      // A row of the folder view draws its ring above its cells
      const { content, borderTopStyle, borderTopWidth } = getComputedStyle(each, "::after");
      if (content !== "none" && borderTopStyle !== "none" && Number.parseFloat(borderTopWidth) > 1)
        return true;
    }
  }
  return false;
}
