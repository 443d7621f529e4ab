/** A language of the app. */
export interface Language {
  /** BCP 47, and the name of the catalogue. */
  id: string;
  /** In the language itself, since whoever looks for it may read no other. */
  name: string;
  direction: "ltr" | "rtl";
  /** What dates and numbers are written with. Arabic keeps European digits: patient IDs must look the same to all. */
  format: string;
}

export const languages: readonly Language[] = [
  { id: "en", name: "English", direction: "ltr", format: "en-GB" },
  { id: "de", name: "Deutsch", direction: "ltr", format: "de" },
  { id: "ar", name: "العربية", direction: "rtl", format: "ar-u-nu-latn-ca-gregory" },
];

/** Not offered, but reachable by `?language=pseudo`: shows at a glance which words escaped translation. */
const pseudo: Language = { id: "pseudo", name: "Pseudo", direction: "ltr", format: "en-GB" };

export function languageOf(id: string): Language | undefined {
  return [...languages, pseudo].find((language) => language.id === id);
}

/**
 * The first language that both sides know.
 *
 * @param wishes BCP 47 tags, best first, such as `navigator.languages`; `de-AT` is content with `de`.
 */
export function bestLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const found = languageOf(wish) ?? languageOf(wish.split("-")[0] ?? "");
    if (found) return found;
  }
  return languages[0] as Language;
}
