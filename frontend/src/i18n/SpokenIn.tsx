import type { I18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import type { ReactNode } from "react";
import { PartLanguage } from "./language-store";
import type { Language } from "./languages";

export interface SpokenInProps {
  language: Language;
  /** That language's words. */
  words: I18n;
  children: ReactNode;
}

/** A part of the page in another language than the page: words, dates and numbers. Direction and lang are its own to set. */
export function SpokenIn({ language, words, children }: SpokenInProps) {
  return (
    <PartLanguage value={language}>
      <I18nProvider i18n={words}>{children}</I18nProvider>
    </PartLanguage>
  );
}
