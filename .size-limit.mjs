// What a browser has to download before anything is to be seen: the entry, everything it imports at once,
// and one language's catalogue (the largest). What is imported later, by import(), does not count here.
import { existsSync, readFileSync } from "node:fs";

const DIST = "frontend/dist";

/** @typedef {{ file: string, src?: string, imports?: string[], dynamicImports?: string[] }} Chunk */

/** @returns {Record<string, Chunk>} vite's list of what it built from what */
function manifest() {
  const file = `${DIST}/.vite/manifest.json`;
  if (!existsSync(file)) throw new Error("Nothing is built yet: npm run build");
  return JSON.parse(readFileSync(file, "utf8"));
}

const chunks = manifest();

/**
 * @param {string} name
 * @param {Set<string>} seen
 * @returns {string[]} the files that are loaded at once with that chunk
 */
function filesLoadedWith(name, seen = new Set()) {
  const chunk = chunks[name];
  if (!chunk || seen.has(name)) return [];
  seen.add(name);
  return [
    `${DIST}/${chunk.file}`,
    ...(chunk.imports ?? []).flatMap((imported) => filesLoadedWith(imported, seen)),
  ];
}

/**
 * @param {RegExp} source where such a page's catalogues come from
 * @returns {string[]} the largest of them
 */
function largestCatalogue(source) {
  const files = Object.entries(chunks)
    .filter(([name]) => source.test(name))
    .map(([, chunk]) => `${DIST}/${chunk.file}`);
  return files.sort((a, b) => readFileSync(b).length - readFileSync(a).length).slice(0, 1);
}

export default [
  {
    name: "guest page, before the first drop",
    path: [
      ...filesLoadedWith("guest.html"),
      ...largestCatalogue(/^src\/i18n\/locales\/guest\/(?!pseudo)\w+\.po$/),
    ],
    limit: "50 kB",
    gzip: true,
  },
  {
    name: "app, first load",
    path: [...filesLoadedWith("index.html"), ...largestCatalogue(/^src\/i18n\/locales\/(?!pseudo)\w+\.po$/)],
    limit: "220 kB",
    gzip: true,
  },
];
