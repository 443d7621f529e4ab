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

/** The language that the address asked for when the page was loaded; it stays for as long as the page does. */
export const askedLanguage = new URLSearchParams(window.location.search).get("language");

/** What the address, this browser's memory and the browser itself wish, in this order. */
export function wishedLanguages(): string[] {
  const remembered = window.localStorage.getItem(storageKey);
  return [askedLanguage, remembered, ...navigator.languages].filter((wish) => wish !== null);
}

/** A language's catalogue, also to say one sentence in another language than the page's. */
export async function loadMessages(id: string): Promise<Messages> {
  const load = catalogues[id];
  if (!load) throw new Error(`There is no catalogue for ${id}`);
  return (await load()).messages;
}

/** Load a language's catalogue and turn the whole page to it, with its direction of writing. */
export async function activateLanguage(language: Language): Promise<void> {
  const messages = await loadMessages(language.id);
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
