// `npm run i18n:check`: every sentence of the pages has its translation, and no catalogue holds one that
// nobody says any more. English is the source itself, and the pseudo-locale is made from it by machine.
import { getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";
import { fromRoot, root } from "./setup/paths.mjs";
import { Explained, fail, say } from "./setup/say.mjs";

const SHOWN_OF_EACH = 10;

/**
 * @typedef {Awaited<ReturnType<typeof getCatalogs>>[number]} Catalog
 * @typedef {Record<string, { message?: string, translation?: string }>} Messages
 */

/**
 * @param {string[]} ids
 * @param {Messages} messages
 */
function listed(ids, messages) {
  const lines = ids.slice(0, SHOWN_OF_EACH).map((id) => `    ${id}  ${messages[id]?.message ?? ""}`);
  if (ids.length > SHOWN_OF_EACH) lines.push(`    … and ${ids.length - SHOWN_OF_EACH} more`);
  return lines.join("\n");
}

/**
 * @param {Catalog} catalog
 * @param {string} locale
 * @param {Messages} said what the code says now
 * @param {boolean} mustTranslate
 */
async function findings(catalog, locale, said, mustTranslate) {
  /** @type {Messages} */
  const kept = await catalog.read(locale);
  const file = catalog.getFilename(locale).replace(`${root}/`, "");
  const absent = Object.keys(said).filter((id) => !kept[id]);
  const untranslated = Object.keys(said).filter((id) => mustTranslate && kept[id] && !kept[id].translation);
  const unused = Object.keys(kept).filter((id) => !said[id]);
  return [
    absent.length && `${file}: ${absent.length} not in it (npm run i18n:extract)\n${listed(absent, said)}`,
    untranslated.length &&
      `${file}: ${untranslated.length} without a translation\n${listed(untranslated, said)}`,
    unused.length &&
      `${file}: ${unused.length} that nobody says (npm run i18n:extract)\n${listed(unused, kept)}`,
  ].filter((finding) => typeof finding === "string");
}

async function main() {
  const config = getConfig({ configPath: fromRoot("lingui.config.ts") });
  const found = [];
  let count = 0;
  for (const catalog of await getCatalogs(config)) {
    const said = await catalog.collect();
    if (!said) throw new Explained("The sentences could not be read from the source; see the error above.");
    count += Object.keys(said).length;
    for (const locale of config.locales) {
      const mustTranslate = locale !== config.sourceLocale && locale !== config.pseudoLocale;
      found.push(...(await findings(catalog, locale, said, mustTranslate)));
    }
  }
  if (found.length) throw new Explained(found.join("\n\n"));
  say(`${count} sentences, complete in ${config.locales.join(", ")}.`);
}

main().catch(fail);
