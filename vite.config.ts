import { fileURLToPath } from "node:url";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import linguiConfig from "./lingui.config.ts";
import { keepLanguages } from "./scripts/keep-languages.ts";
import { pdfAssets } from "./scripts/pdf-assets.ts";
import { precompress } from "./scripts/precompress.ts";

const fromRoot = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The backend that `npm run dev` talks to; the built pages are served by that backend itself. */
const backend = `http://127.0.0.1:${process.env.FILMJACKET_PORT ?? "8080"}`;

export default defineConfig({
  root: fromRoot("frontend"),
  base: "/",
  resolve: { alias: { "@": fromRoot("frontend/src") } },
  plugins: [
    react({ babel: { plugins: ["@lingui/babel-plugin-lingui-macro"] } }),
    lingui(),
    keepLanguages(linguiConfig.locales),
    pdfAssets(),
    precompress(),
  ],
  worker: { format: "es" },
  build: {
    outDir: fromRoot("frontend/dist"),
    emptyOutDir: true,
    target: "es2022",
    manifest: true,
    // What a browser loads at first is held small by size-limit; a viewer that comes later may be large.
    chunkSizeWarningLimit: 2000,
    // The content policy allows no inline script, style or data: URL, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Both pages need it: in a chunk of its own, or the guest would download the app with it.
            { name: "i18n", test: /node_modules[\\/]@lingui[\\/](?:core|message-utils)/, priority: 2 },
            // What the app needs at once from elsewhere, in one file instead of dozens: it also compresses better.
            {
              name: "vendor",
              tags: ["$initial"],
              test: /node_modules[\\/](?:react|react-dom|scheduler|react-aria|react-aria-components|react-stately|@react-|@internationalized|@tanstack|lucide-react)/,
              priority: 1,
            },
          ],
        },
      },
      input: { app: fromRoot("frontend/index.html"), guest: fromRoot("frontend/guest.html") },
    },
  },
  // The Host stays the browser's own, or the backend would take every write for one of another site.
  server: { proxy: { "/api": { target: backend, changeOrigin: false } } },
});
