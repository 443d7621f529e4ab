// `npm run build`: what has to be made from the sources before Filmjacket is served.
import { backendTranslations } from "./setup/backend-translations.mjs";
import { buildPages } from "./setup/pages.mjs";
import { fail, step } from "./setup/say.mjs";

async function main() {
  await step("Pages", buildPages);
  await step("Translations", backendTranslations);
}

main().catch(fail);
