import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import jsQR from "jsqr";

export interface Paper {
  sheets: number;
  /** What stands on it, without any white space: where lines break says nothing. */
  text: string;
  /** What the QR code on the first sheet says; null if none can be read. */
  code: string | null;
}

/** Dots for each inch: a phone's camera sees more. */
const RASTER = "110";

/** The page as the browser would print it (headless Chromium only), read by Poppler's tools. */
export async function printed(page: Page, format: "A4" | "Letter"): Promise<Paper> {
  const pdf = await page.pdf({ format });
  const info = execFileSync("pdfinfo", ["-"], { input: pdf, encoding: "utf8" });
  const text = execFileSync("pdftotext", ["-", "-"], { input: pdf, encoding: "utf8" });
  const code = codeOn(
    execFileSync("pdftoppm", ["-r", RASTER, "-l", "1", "-"], { input: pdf, maxBuffer: 1e8 }),
  );
  return { code, sheets: Number(/^Pages:\s+(\d+)$/m.exec(info)?.[1]), text: text.replaceAll(/\s/g, "") };
}

/** Reads the QR code on a page that was drawn as a PPM image: a short head, then three bytes for each dot. */
function codeOn(image: Buffer): string | null {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(image.toString("latin1", 0, 64));
  if (!head) throw new Error("pdftoppm drew no PPM image");
  const [width, height] = [Number(head[1]), Number(head[2])];
  const dots = image.subarray(head[0].length);
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let dot = 0; dot < width * height; dot += 1) {
    for (const part of [0, 1, 2]) pixels[dot * 4 + part] = dots[dot * 3 + part] ?? 255;
  }
  return jsQR(pixels, width, height)?.data ?? null;
}
