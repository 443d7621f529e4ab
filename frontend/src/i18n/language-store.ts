import { i18n, type Messages } from "@lingui/core";
import { useSyncExternalStore } from "react";
import { bestLanguage, type Language } from "./languages";

const storageKey = "filmjacket.language";

const catalogues: Record<string, () => Promise<{ messages: Messages }>> = {
  en: () => import("./locales/en.po"),
  de: () => import("./locales/de.po"),
  ar: () => import("./locales/ar.po"),
  pseudo: () => import("./locales/pseudo.po"),
};

let current: Language = bestLanguage(["en"]);
const listeners = new Set<() => void>();

/** What the address, this browser's memory and the browser itself wish, in this order. */
export function wishedLanguages(): string[] {
  const asked = new URLSearchParams(window.location.search).get("language");
  const remembered = window.localStorage.getItem(storageKey);
  return [asked, remembered, ...navigator.languages].filter((wish) => wish !== null);
}

/** Load a language's catalogue and turn the whole page to it, with its direction of writing. */
export async function activateLanguage(language: Language): Promise<void> {
  const load = catalogues[language.id];
  if (!load) throw new Error(`There is no catalogue for ${language.id}`);
  const { messages } = await load();
  i18n.loadAndActivate({ locale: language.id, messages });
  document.documentElement.lang = language.id;
  document.documentElement.dir = language.direction;
  current = language;
  for (const listener of listeners) listener();
}

/** The reader's own choice: activated, and remembered in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  window.localStorage.setItem(storageKey, language.id);
  await activateLanguage(language);
}

export function currentLanguage(): Language {
  return current;
}

export function useLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
