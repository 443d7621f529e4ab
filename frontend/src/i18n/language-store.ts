import { i18n, type Messages } from "@lingui/core";
import { createContext, useContext, useSyncExternalStore } from "react";
import { bestLanguage, type Language } from "./languages";

const storageKey = "filmjacket.language";

type Catalogue = () => Promise<{ messages: Messages }>;

/** The app's words, in parts: `app` comes before anything is seen, the others with the code that says them. */
const catalogues: Record<Part, Record<string, Catalogue>> = {
  app: {
    en: () => import("./locales/en.po"),
    de: () => import("./locales/de.po"),
    ar: () => import("./locales/ar.po"),
    pseudo: () => import("./locales/pseudo.po"),
  },
  sharing: {
    en: () => import("./locales/sharing/en.po"),
    de: () => import("./locales/sharing/de.po"),
    ar: () => import("./locales/sharing/ar.po"),
    pseudo: () => import("./locales/sharing/pseudo.po"),
  },
  details: {
    en: () => import("./locales/details/en.po"),
    de: () => import("./locales/details/de.po"),
    ar: () => import("./locales/details/ar.po"),
    pseudo: () => import("./locales/details/pseudo.po"),
  },
};
type Part = "app" | "sharing" | "details";

let current: Language = bestLanguage(["en"]);
/** The parts that something on the page has asked for. */
const parts = new Set<Part>(["app"]);
const listeners = new Set<() => void>();

/** The language that the address asked for when the page was loaded; it stays for as long as the page does. */
export const askedLanguage = new URLSearchParams(window.location.search).get("language");

/** What the address, this browser's memory and the browser itself wish, in this order. */
export function wishedLanguages(): string[] {
  const remembered = window.localStorage.getItem(storageKey);
  return [askedLanguage, remembered, ...navigator.languages].filter((wish) => wish !== null);
}

/** A language's words of one part, also to say one sentence in another language than the page's. */
export async function loadMessages(id: string, part: Part): Promise<Messages> {
  const load = catalogues[part][id];
  if (!load) throw new Error(`There is no catalogue for ${id}`);
  return (await load()).messages;
}

/** All words that the page needs so far. */
async function messagesIn(id: string): Promise<Messages> {
  for (;;) {
    const wanted = [...parts];
    const loaded = await Promise.all(wanted.map((part) => loadMessages(id, part)));
    // A part may have been asked for meanwhile
    if (wanted.length === parts.size) return Object.assign({}, ...loaded) as Messages;
  }
}

/**
 * Code that comes later, together with its words in the language of the page.
 *
 * @param part what lingui.config.ts has for its folder
 */
export async function withWords<Module>(part: Part, module: Promise<Module>): Promise<Module> {
  parts.add(part);
  let language: Language;
  do {
    language = current;
    i18n.load(language.id, await loadMessages(language.id, part));
  } while (language !== current);
  return module;
}

/** Load a language's catalogues and turn the whole page to it, with its direction of writing. */
export async function activateLanguage(language: Language): Promise<void> {
  const messages = await messagesIn(language.id);
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

/** Set around a part of the page that speaks another language than the page (SpokenIn). */
export const PartLanguage = createContext<Language | null>(null);

/** The language in which to speak here. */
export function useLanguage(): Language {
  const part = useContext(PartLanguage);
  const page = usePageLanguage();
  return part ?? page;
}

function usePageLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
