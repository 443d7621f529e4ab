import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const library = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
const { version } = JSON.parse(readFileSync(join(library, "package.json"), "utf8")) as { version: string };

/** The version is in the path: what lies there never changes, as with every other asset. */
const base = `assets/pdf-${version}/`;

/** What pdf.js reads beside its code: character maps, the fonts that PDFs need not bring, a decoder without wasm. */
const files = ["cmaps", "standard_fonts", "wasm"].flatMap((folder) =>
  readdirSync(join(library, folder))
    .filter((name) => folder !== "wasm" || name.endsWith(".js"))
    .map((name) => `${folder}/${name}`),
);

/** Serves pdf.js's own files from our origin; the code finds them at `__PDF_ASSETS__`. */
export function pdfAssets(): Plugin {
  return {
    name: "filmjacket:pdf-assets",
    config: () => ({ define: { __PDF_ASSETS__: JSON.stringify(`/${base}`) } }),
    generateBundle() {
      for (const file of files) {
        this.emitFile({
          type: "asset",
          fileName: base + file,
          source: readFileSync(join(library, file)),
        });
      }
    },
    configureServer(server) {
      server.middlewares.use(`/${base}`, (request, response, next) => {
        const file = decodeURIComponent((request.url ?? "").replace(/^\/|\?.*$/g, ""));
        if (!files.includes(file)) return next();
        if (file.endsWith(".js")) response.setHeader("Content-Type", "text/javascript");
        createReadStream(join(library, file)).pipe(response);
      });
    },
  };
}
