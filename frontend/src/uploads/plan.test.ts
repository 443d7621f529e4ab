// @vitest-environment node
import { expect, test } from "vitest";
import { BUNDLE_BYTES, type PlannedFile, planBundles } from "./plan";

/** A small generator with a seed (mulberry32), so that a failure can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function someFiles(random: () => number): PlannedFile[] {
  const count = Math.floor(random() * 300);
  return Array.from({ length: count }, (_, index) => {
    const study = random() < 0.1 ? "" : `study ${Math.floor(random() * 4)}`;
    return {
      path: `cd/${Math.floor(random() * 9)}/${index}`,
      size: Math.floor(random() ** 4 * BUNDLE_BYTES * 1.5),
      lastModified: index,
      study,
      series: study && `${study} series ${Math.floor(random() * 5)}`,
    };
  });
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [out[at], out[other]] = [out[other] as T, out[at] as T];
  }
  return out;
}

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

test.each(seeds)("seed %i: every file travels once, in a bundle that keeps the rules", (seed) => {
  const files = someFiles(randomFrom(seed));
  const bundles = planBundles(files);
  expect(bundles.flatMap((bundle) => bundle.members).sort((a, b) => a - b)).toEqual([...files.keys()]);
  for (const { members, size } of bundles) {
    const held = members.map((index) => files[index] as PlannedFile);
    expect(held.reduce((sum, file) => sum + file.size, 0)).toBe(size);
    expect(new Set(held.map((file) => file.study)).size).toBe(1);
    if (held.length > 1) {
      expect(size).toBeLessThanOrEqual(BUNDLE_BYTES);
      expect(held[0]?.study).not.toBe("");
    }
  }
});

test.each(seeds)("seed %i: the same files in another order give the same bundles", (seed) => {
  const random = randomFrom(seed);
  const files = someFiles(random);
  const paths = (list: readonly PlannedFile[]): string[][] =>
    planBundles(list).map((bundle) => bundle.members.map((index) => list[index]?.path ?? ""));
  expect(paths(shuffled(files, random))).toEqual(paths(files));
});

test("a study of two thousand slices fills its bundles", () => {
  const files = Array.from({ length: 2000 }, (_, index) => ({
    path: `ct/${String(index).padStart(4, "0")}`,
    size: 512 * 1024,
    lastModified: 1,
    study: "ct",
    series: `${Math.floor(index / 500)}`,
  }));
  expect(planBundles(files)).toHaveLength(16);
});
