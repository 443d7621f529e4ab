import type { Locator, Page } from "@playwright/test";

/** Whether a finger is the pointer here, as on the phone project. */
export function isTouch(page: Page): Promise<boolean> {
  return page.evaluate(() => window.matchMedia("(pointer: coarse)").matches);
}

/** A point inside an element, from its upper left corner, in CSS pixels. */
export interface Place {
  x: number;
  y: number;
}

/** A click, or a tap of a finger where there is no mouse. */
export async function press(page: Page, locator: Locator, position?: Place): Promise<void> {
  const options = position ? { position } : {};
  if (await isTouch(page)) await locator.tap(options);
  else await locator.click(options);
}

/** Puts a finger down on an element, waits for what it opens, and lifts it. */
export async function longPress(
  page: Page,
  locator: Locator,
  { x, y }: Place,
  opened: () => Promise<void>,
): Promise<void> {
  // What Playwright does before each tap: the finger must meet the element, not the head of the list that lies above it
  await locator.tap({ position: { x, y }, trial: true });
  const box = await locator.boundingBox();
  if (!box) throw new Error("there is nothing to press");
  const session = await page.context().newCDPSession(page);
  const touchPoints = [{ x: box.x + x, y: box.y + y }];
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await opened();
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await session.detach();
}
