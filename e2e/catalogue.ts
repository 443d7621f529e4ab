import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the app says in another language for words of its English: from the catalogue that translators fill in. */
export function inLanguage(language: string, words: string): string {
  const path = join(import.meta.dirname, "..", "frontend", "src", "i18n", "locales", `${language}.po`);
  const [, after] = readFileSync(path, "utf8").split(`\nmsgid "${words}"\nmsgstr "`);
  const translation = after?.split('"\n')[0];
  if (!translation) throw new Error(`“${words}” has no translation into ${language}`);
  return translation;
}
