import { expect, type Page } from "@playwright/test";

/** A laptop's 1440 x 900 at 200 % zoom, in CSS pixels (WCAG 2.2, 1.4.4 and 1.4.10). */
const DOUBLED = { width: 720, height: 450 };

/** What a person works with at present: the open dialog, else the whole page. */
const IN_FRONT = '[role="alertdialog"], [role="dialog"], [role="menu"], body';

/**
 * In a palette that the user has chosen (`forced-colors`) everything can be read, and what is chosen, pressed or ticked
 * looks other than what is not.
 */
export async function expectSeenInForcedColours(page: Page, state: string): Promise<void> {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await page.evaluate(drawnAnew);
  // Not by axe, which asks for the colour that was wished (-webkit-text-fill-color) and not for the forced one
  const faint = await page.evaluate(faintThings);
  const alike = await page.evaluate(chosenThatLookLikeOthers);
  await page.emulateMedia({ forcedColors: "none" });
  expect([...faint, ...alike], `${state}, in forced colours`).toEqual([]);
}

/** At 200 % nothing sticks out at the side, and each control can be scrolled to and is not covered. */
export async function expectUsableAtDoubleZoom(page: Page, state: string): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize(DOUBLED);
  await expect.poll(() => page.evaluate(stickingOut), `${state}, at 200 %`).toEqual([]);
  await expect.poll(() => page.evaluate(outOfReach, IN_FRONT), `${state}, at 200 %`).toEqual([]);
  if (before) await page.setViewportSize(before);
  await page.evaluate(drawnAnew);
}

/** From now on notes what moves although the user has asked for less motion; `expectStill` reads it. */
export async function askForStillness(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(() => {
    const moving =
      /^(transform|translate|scale|rotate|top|left|right|bottom|inset|width|height|margin|max-height)/;
    document.addEventListener("transitionrun", (event) => {
      if (moving.test(event.propertyName) && lasts(event.target as Element))
        note(event.target, event.propertyName);
    });
    document.addEventListener("animationstart", (event) => {
      const element = event.target as Element;
      const names = element
        .getAnimations()
        .flatMap(({ effect }) => (effect instanceof KeyframeEffect ? effect.getKeyframes() : []))
        .flatMap((frame) => Object.keys(frame));
      if (names.some((name) => moving.test(name)) && lasts(element)) note(element, event.animationName);
    });
    // What takes a moment too short to be seen is a jump
    function lasts(element: Element): boolean {
      const seen = 20;
      return element
        .getAnimations()
        .some(({ effect }) => Number(effect?.getComputedTiming().duration) > seen);
    }
    function note(target: EventTarget | null, what: string): void {
      const { dataset } = document.documentElement;
      dataset.moved = `${dataset.moved ?? ""}${(target as Element).className} ${what}; `;
    }
  });
}

export async function expectStill(page: Page, state: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.dataset.moved ?? ""), state).toBe("");
}

/** A control, and on which side of the middle it stands, from -1 (left) to 1 (right). */
export interface Side {
  what: string;
  side: number;
}

/** Where the controls and headings stand that a person works with at present. */
export function sides(page: Page): Promise<Side[]> {
  return page.evaluate(measureSides, IN_FRONT);
}

/** What stands clearly at one side in a language that is read from the left stands at the other in Arabic. */
export async function expectMirrored(page: Page, fromLeft: readonly Side[], state: string): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  expect(await page.evaluate(stickingOut), `${state}, mirrored`).toEqual([]);
  const fromRight = await sides(page);
  expect(
    fromRight.map(({ what }) => what),
    `${state}, mirrored`,
  ).toEqual(fromLeft.map(({ what }) => what));
  const clear = 0.25;
  const unmoved = fromRight.filter(({ side }, index) => {
    const before = fromLeft[index]?.side ?? 0;
    return Math.abs(before) > clear && Math.abs(side) > clear && Math.sign(before) === Math.sign(side);
  });
  expect(unmoved, `${state}, mirrored`).toEqual([]);
}

/** Resolves in the page when it has been drawn anew, in its new colours or size, and what measures itself has done so. */
function drawnAnew(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/**
 * In the page: words and icons that hardly stand out from what is behind them (WCAG 2.2, 1.4.3 and 1.4.11). In forced
 * colours the browser lays the page's own ground behind all words, whatever they stand on, unless they are exempted.
 */
function faintThings(): string[] {
  const [leastOfWords, leastOfIcons] = [4.5, 3];
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.color = "Canvas";
  const ground = brightness(getComputedStyle(probe).color);
  probe.remove();
  const found: string[] = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const element = text.parentElement;
    if (!text.textContent?.trim() || !element || !counts(element) || element.closest("svg")) continue;
    const style = getComputedStyle(element);
    const exempted = style.getPropertyValue("forced-color-adjust") === "none";
    look(element, style.color, exempted ? behind(element) : ground, leastOfWords);
  }
  for (const svg of document.querySelectorAll("svg")) {
    if (counts(svg)) look(svg.parentElement ?? svg, getComputedStyle(svg).color, behind(svg), leastOfIcons);
  }
  return found;

  function look(element: Element, colour: string, other: number, least: number): void {
    const [light = 0, dark = 0] = [brightness(colour), other].sort((one, two) => two - one);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < least)
      found.push(`${contrast.toFixed(1)} to 1, ${colour}: ${element.outerHTML.slice(0, 160)}`);
  }
  function counts(element: Element): boolean {
    const { width, height } = element.getBoundingClientRect();
    return (
      width > 4 &&
      height > 4 &&
      element.checkVisibility() &&
      !element.closest("[disabled], [aria-disabled=true], [data-disabled]")
    );
  }
  function behind(element: Element): number {
    for (let each: Element | null = element; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (!/^rgba.*, 0\)$/.test(backgroundColor)) return brightness(backgroundColor);
    }
    return ground;
  }
  /** Relative luminance (WCAG 2.2), 0 to 1. */
  function brightness(colour: string): number {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
}

/** In the page: of things to choose among, those whose chosen one is painted like one that is not. */
function chosenThatLookLikeOthers(): string[] {
  const pairs = [
    ['[aria-pressed="true"]', '[aria-pressed="false"]'],
    ['[role="radio"][aria-checked="true"]', '[role="radio"][aria-checked="false"]'],
    ['[aria-selected="true"]', '[aria-selected="false"]'],
    ["tr[data-selected]", "tr:not([data-selected])"],
    ["label[data-selected]", "label:not([data-selected])"],
    ["input:checked", "input:not(:checked)"],
  ];
  return pairs.flatMap(([chosen = "", other = ""]) => {
    const [one] = seen(chosen);
    const two = one && seen(other).find((each) => each.tagName === one.tagName && type(each) === type(one));
    return one && two && paint(one) === paint(two)
      ? [`${chosen} looks like ${other}: ${one.outerHTML.slice(0, 200)}`]
      : [];
  });

  function seen(selector: string): Element[] {
    return [...document.querySelectorAll(selector)].filter((each) => each.getBoundingClientRect().width > 4);
  }
  function type(element: Element): string {
    return `${element.getAttribute("type")} ${element.className.toString().split(" ")[0]}`;
  }
  function paint(element: Element): string {
    return (
      [element, ...element.querySelectorAll("*")]
        .flatMap((each) => [null, "::before", "::after"].map((part) => getComputedStyle(each, part)))
        .map((style) =>
          [
            style.backgroundColor,
            style.borderTopColor,
            style.borderTopWidth,
            style.borderTopStyle,
            style.outlineStyle,
            style.outlineColor,
            style.color,
            style.fontWeight,
            style.textDecorationLine,
            style.stroke,
            style.opacity,
            style.content,
            style.appearance,
          ].join(),
        )
        .join("|")
        // A ticked box of the browser's own is drawn by the browser
        .concat(
          element instanceof HTMLInputElement
            ? String(element.checked && getComputedStyle(element).appearance !== "none")
            : "",
        )
    );
  }
}

/** In the page: what is wider than the window, unless it scrolls by itself. */
function stickingOut(): string[] {
  const root = document.documentElement;
  if (root.scrollWidth <= window.innerWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    return right > window.innerWidth + 1 || left < -1;
  });
  return [`${root.scrollWidth} px`, ...wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 160))];
}

/** In the page: controls that can't be brought into the window, or that something else covers there. */
function outOfReach(inFront: string): string[] {
  const fronts = [...document.querySelectorAll(inFront)].filter((each) => each.getClientRects().length > 0);
  const front =
    fronts.find((each) => each.getAttribute("role") === "alertdialog") ?? fronts.at(-1) ?? document.body;
  const found: string[] = [];
  for (const control of front.querySelectorAll("button, a[href], input, select, textarea")) {
    // The kit's own hidden inputs, for what fills in forms by itself
    if (control.closest('[aria-hidden="true"], [hidden]')) continue;
    // The way past the bar, which comes into sight with the focus
    if (control.getAttribute("href")?.startsWith("#")) continue;
    // What is drawn by its label is reached by its label
    const own = control.getBoundingClientRect();
    const target =
      own.width > 4 && getComputedStyle(control).opacity !== "0" ? control : control.closest("label");
    if (!target?.checkVisibility({ visibilityProperty: true })) continue;
    target.scrollIntoView({ block: "center", inline: "center" });
    const { left, top, width, height } = target.getBoundingClientRect();
    if (width <= 4) continue;
    const [x, y] = [left + width / 2, top + Math.min(height / 2, 20)];
    const hit = document.elementFromPoint(x, y);
    if (!hit || !(target.contains(hit) || hit.contains(target) || hit.closest("label")?.contains(target))) {
      found.push(
        `${target.outerHTML.slice(0, 120)} at ${Math.round(x)}, ${Math.round(y)} is behind ${hit?.outerHTML.slice(0, 80)}`,
      );
    }
  }
  return found;
}

/** In the page: see `sides`. */
function measureSides(inFront: string): Side[] {
  const fronts = [...document.querySelectorAll(inFront)].filter((each) => each.getClientRects().length > 0);
  const front = fronts.at(-1) ?? document.body;
  const { left, width } = front.getBoundingClientRect();
  return [...front.querySelectorAll("button, input, textarea, img, th")]
    .map((each) => ({ each, box: each.getBoundingClientRect() }))
    .filter(({ each, box }) => box.width > 8 && box.height > 8 && !each.closest('[aria-hidden="true"]'))
    .map(({ each, box }) => ({
      what: each.tagName.toLowerCase(),
      side: (box.left + box.width / 2 - left - width / 2) / (width / 2),
    }));
}
