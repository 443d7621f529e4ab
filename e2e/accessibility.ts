import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The rules of axe that look at colours: all that another theme can change. */
const colourRules = ["color-contrast", "link-in-text-block"];

/** axe finds nothing on the page as it stands, in the light theme and, where colours matter, in the dark one. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    // Without transitions, or axe would measure the colours half-way between the themes
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(settled);
    // react-aria's announcements are left out: they name the button that was pressed, and outlive it by a few seconds
    // In its legacy mode it opens no page of its own to put the frames' findings together: there are no frames
    const axe = new AxeBuilder({ page }).setLegacyMode().exclude("[data-live-announcer]");
    const { violations } = await (colorScheme === "dark" ? axe.withRules(colourRules) : axe).analyze();
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        // A tooltip belongs to its button, and a list of suggestions to its field, wherever react-aria lays them: they need
        // no landmark around them
        if (id === "region" && (await page.locator(String(target[0])).evaluate(isLaidOver))) continue;
        found.push(`${colorScheme}: ${id} at ${target.join(" ")}: ${failureSummary?.replaceAll("\n", " ")}`);
      }
    }
  }
  expect(found, state).toEqual([]);
}

/** Resolves in the page when it has been drawn anew and no colour is on its way any more. */
async function settled(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  await Promise.allSettled(transitions.map((transition) => transition.finished));
}

/** In the page: whether react-aria has laid the element over the page for what stands in it. */
function isLaidOver(element: Element): boolean {
  return element.closest("[data-overlay-container], [data-trigger]") !== null;
}
