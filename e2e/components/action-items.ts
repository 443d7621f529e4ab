import { expect, type Locator } from "@playwright/test";

/** One action as a person meets it, in a menu or as an icon. */
export interface ActionItem {
  title: string;
  isEnabled: boolean;
  /** Why it can't be used now; "" if it can. */
  reason: string;
  /** As printed on the keys. */
  shortcut: string;
}

/** The lines of an open menu, in order. */
export async function menuItems(menu: Locator): Promise<ActionItem[]> {
  await expect(menu).toBeVisible();
  return menu.getByRole("menuitem").evaluateAll((lines) =>
    lines.map((line) => {
      const textOf = (attribute: string, part: string) =>
        (line.getAttribute(attribute) ?? "")
          .split(" ")
          .map((id) => document.getElementById(id))
          .filter((element) => element?.matches(part))
          .map((element) => element?.textContent)
          .join(" ");
      return {
        title: textOf("aria-labelledby", "*"),
        isEnabled: line.getAttribute("aria-disabled") !== "true",
        reason: textOf("aria-describedby", ":not(kbd)"),
        shortcut: line.querySelector("kbd")?.textContent ?? "",
      };
    }),
  );
}

/** The icons of a toolbar, in order, as the arrow keys meet them: with what each one's tooltip says. */
export async function toolbarItems(toolbar: Locator): Promise<ActionItem[]> {
  const page = toolbar.page();
  const buttons = toolbar.getByRole("button");
  const count = await buttons.count();
  const items: ActionItem[] = [];
  await buttons.first().focus();
  // A tooltip shows at once to whoever uses the keyboard; before the first key the focus may be a mouse's
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  for (let index = 0; index < count; index += 1) {
    if (index > 0) await page.keyboard.press("ArrowRight");
    const button = buttons.nth(index);
    await expect(button).toBeFocused();
    const title = (await button.getAttribute("aria-label")) ?? "";
    const tooltip = page.getByRole("tooltip").filter({ hasText: title });
    await expect(tooltip).toHaveCount(1);
    const { shortcut, reason } = await tooltip.evaluate((element) => ({
      shortcut: element.querySelector("kbd")?.textContent ?? "",
      reason: element.children[1]?.textContent ?? "",
    }));
    const isEnabled = (await button.getAttribute("aria-disabled")) !== "true";
    items.push({ title, isEnabled, reason, shortcut });
  }
  return items;
}
