import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";

export interface Paper {
  sheets: number;
  /** What stands on it, without any white space: where lines break says nothing. */
  text: string;
}

/** The page as the browser would print it (headless Chromium only), read by Poppler's tools. */
export async function printed(page: Page, format: "A4" | "Letter"): Promise<Paper> {
  const pdf = await page.pdf({ format });
  const info = execFileSync("pdfinfo", ["-"], { input: pdf, encoding: "utf8" });
  const text = execFileSync("pdftotext", ["-", "-"], { input: pdf, encoding: "utf8" });
  return { sheets: Number(/^Pages:\s+(\d+)$/m.exec(info)?.[1]), text: text.replaceAll(/\s/g, "") };
}
