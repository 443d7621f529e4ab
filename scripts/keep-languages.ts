import type { Plugin } from "vite";

const SENTENCES =
  /[\\/]node_modules[\\/]react-(?:aria|aria-components|stately)[\\/].*[\\/]intl[\\/].*?([a-z]{2})-[A-Z]{2}(\.m?js)$/;

/**
 * The kit brings its own sentences ("Close", "3 selected") in 34 languages.
 * Those that the app does not speak answer in English, which they would never be asked for.
 *
 * @param languages such as ["en", "de"]
 */
export function keepLanguages(languages: readonly string[]): Plugin {
  return {
    name: "filmjacket:keep-languages",
    enforce: "pre",
    apply: "build",
    load(id) {
      const [, language, extension] = id.match(SENTENCES) ?? [];
      if (language === undefined || languages.includes(language)) return null;
      return `export { default } from "./en-US${extension}";`;
    },
  };
}
