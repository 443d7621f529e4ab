import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

const sharing = ["frontend/src/sharing", "frontend/src/pages/link", "frontend/src/pages/links"];
const details = ["preview", "settling", "colleagues", "carrying"].map(
  (name) => `frontend/src/folder-browser/${name}`,
);

/**
 * Four sets of catalogues. What the app loads at first is kept small, so the words of sharing, and of what one looks into
 * in the folder view, come with their code (`withWords`); a sentence said on both sides stands in both. The guest page
 * downloads before a stranger with a slow line can do anything, so it brings only its own sentences; `uploads/` is used by
 * both sides and therefore stands in both sets.
 */
export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "de", "ar", "pseudo"],
  pseudoLocale: "pseudo",
  fallbackLocales: { default: "en" },
  catalogs: [
    {
      path: "<rootDir>/frontend/src/i18n/locales/{locale}",
      include: ["<rootDir>/frontend/src"],
      exclude: [
        ...["**/guest/**", "**/*.test.*", "**/*.d.ts", "**/i18n/locales/**"],
        ...[...sharing, ...details].map((folder) => `<rootDir>/${folder}/**`),
      ],
    },
    {
      path: "<rootDir>/frontend/src/i18n/locales/sharing/{locale}",
      include: sharing.map((folder) => `<rootDir>/${folder}`),
      exclude: ["**/*.test.*", "**/*.d.ts"],
    },
    {
      path: "<rootDir>/frontend/src/i18n/locales/details/{locale}",
      include: details.map((folder) => `<rootDir>/${folder}`),
      exclude: ["**/*.test.*", "**/*.d.ts"],
    },
    {
      path: "<rootDir>/frontend/src/i18n/locales/guest/{locale}",
      include: ["<rootDir>/frontend/src/guest", "<rootDir>/frontend/src/uploads"],
      exclude: ["**/*.test.*", "**/*.d.ts"],
    },
  ],
  format: formatter({ lineNumbers: false, origins: false }),
  orderBy: "messageId",
});
