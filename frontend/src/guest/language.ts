import { i18n, type Messages } from "@lingui/core";
import { bestLanguage, type Language, languageOf } from "@/i18n/languages";
import { createStore, type Store } from "@/uploads/store";

const CATALOGUES: Record<string, () => Promise<{ messages: Messages }>> = {
  en: () => import("@/i18n/locales/guest/en.po"),
  de: () => import("@/i18n/locales/guest/de.po"),
  ar: () => import("@/i18n/locales/guest/ar.po"),
  pseudo: () => import("@/i18n/locales/guest/pseudo.po"),
};

/** For this tab only: the next person at this computer may read another language. */
const CHOICE = "filmjacket.guest.language";
/** The link's own language, for a reload after which the link no longer speaks. */
const LINK = "filmjacket.guest.link-language";

const current = createStore<Language>(bestLanguage(["en"]));

export const language: Store<Language> = current;

/** The BCP 47 tag by which dates and numbers are written. */
export function format(): string {
  return current.getSnapshot().format;
}

/** The language itself, for requests. */
export function tag(): string {
  return current.getSnapshot().id;
}

async function activate(next: Language): Promise<void> {
  const load = CATALOGUES[next.id];
  if (!load) throw new Error(`There is no catalogue for ${next.id}`);
  const { messages } = await load();
  i18n.loadAndActivate({ locale: next.id, messages });
  document.documentElement.lang = next.id === "pseudo" ? "en" : next.id;
  document.documentElement.dir = next.direction;
  current.set(next);
}

/** Others' words have come into the catalogue of this language: puts the page's own beside them again. */
export async function keepOwnWords(): Promise<void> {
  const { id } = current.getSnapshot();
  const own = await CATALOGUES[id]?.();
  if (own) i18n.load(id, own.messages);
}

function chosen(): Language | undefined {
  const asked = new URLSearchParams(window.location.search).get("language");
  return languageOf(asked ?? window.sessionStorage.getItem(CHOICE) ?? "");
}

/** Before the link has answered: what was chosen in this tab, else the link's before, else what the browser prefers. */
export function activateFirst(): Promise<void> {
  const link = languageOf(window.sessionStorage.getItem(LINK) ?? "");
  return activate(chosen() ?? link ?? bestLanguage(navigator.languages));
}

/** The language that the sharer has chosen for the link, unless its guest has chosen another. */
export async function activateFor(linkLanguage: string): Promise<void> {
  window.sessionStorage.setItem(LINK, linkLanguage);
  const wished = chosen() ?? languageOf(linkLanguage);
  if (wished && wished.id !== current.getSnapshot().id) await activate(wished);
}

/** The guest's own choice. */
export async function choose(next: Language): Promise<void> {
  window.sessionStorage.setItem(CHOICE, next.id);
  await activate(next);
}
