import { describe, expect, test } from "vitest";

/**
 * Who may know whom: an area knows those in the lines below its own, and strangers stand in one line. The guest page
 * stands apart, since it must stay small.
 */
const ladder: readonly (readonly string[])[] = [
  ["app"],
  ["pages"],
  ["folder-browser"],
  ["sharing", "viewer", "uploads"],
  ["api"],
  ["ui", "i18n", "styles"],
];
const guestMayKnow = ["uploads", "viewer", "i18n", "styles"];
/** Types cost nothing and tie nothing together at run time. */
const typesForAll = ["@/api/schema"];

const sources = import.meta.glob<string>("./**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

function importsOf(source: string): string[] {
  const found = source.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g);
  return [...found].map(([, path]) => path as string);
}

/** `./folder-browser/Row.tsx`, `@/ui/Button`: the area they belong to; undefined for packages. */
function areaOf(importer: string, path: string): string | undefined {
  if (path.startsWith("@/")) return path.split("/")[1];
  if (!path.startsWith(".")) return undefined;
  const url = new URL(path, new URL(importer, "file:///src/"));
  return url.pathname.split("/")[2];
}

const lineOf = (area: string) => ladder.findIndex((line) => line.includes(area));

function mayKnow(area: string, other: string): boolean {
  if (area === other) return true;
  if (area === "guest") return guestMayKnow.includes(other);
  // The house kit and the languages know one another; all else only what is below
  return (
    lineOf(area) < lineOf(other) || (lineOf(area) === ladder.length - 1 && lineOf(other) === lineOf(area))
  );
}

describe("imports go down the ladder only", () => {
  const files = Object.entries(sources).filter(
    ([file]) => !file.includes(".test.") && file.split("/").length > 2,
  );
  const areas = [...new Set(files.map(([file]) => file.split("/")[1] as string))];

  test.each(areas)("%s", (area) => {
    const strayed = files
      .filter(([file]) => file.startsWith(`./${area}/`))
      .flatMap(([file, source]) =>
        importsOf(source)
          .filter((path) => !typesForAll.includes(path))
          .map((path) => ({ file, path, other: areaOf(file, path) }))
          .filter(({ other }) => other !== undefined && !mayKnow(area, other))
          .map(({ path }) => `${file} knows ${path}`),
      );
    expect(strayed).toEqual([]);
  });

  test("and every area has its place", () => {
    expect(areas.filter((area) => area !== "guest" && lineOf(area) < 0)).toEqual([]);
  });
});

test("pages don't know one another", () => {
  const strayed = Object.entries(sources)
    .filter(([file]) => /^\.\/pages\/[^/]+\//.test(file) && !file.includes(".test."))
    .flatMap(([file, source]) =>
      importsOf(source)
        .filter((path) => path.startsWith("../") && path.split("/").length > 2)
        .map((path) => `${file} knows ${path}`),
    );
  expect(strayed).toEqual([]);
});
