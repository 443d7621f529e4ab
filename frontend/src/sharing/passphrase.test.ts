import { expect, test, vi } from "vitest";
import { makePassphrase } from "./passphrase";

test.each(["en", "de"])(
  "the %s list has enough words, all alike in form and none twice",
  async (language) => {
    const { words } = (await (language === "en" ? import("./words/en") : import("./words/de"))) as {
      words: string[];
    };
    expect(words.length).toBeGreaterThanOrEqual(1024);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => !/^[a-z]{3,11}$/.test(word))).toEqual([]);
  },
);

test("a passphrase is five words of the recipient's language", async () => {
  const { words } = await import("./words/de");
  const parts = (await makePassphrase("de")).split("-");
  expect(parts).toHaveLength(5);
  expect(parts.every((part) => words.includes(part))).toBe(true);
});

test("a language without a list gets digits that any keyboard has", async () => {
  expect(await makePassphrase("ar")).toMatch(/^\d{4}-\d{4}-\d{4}-\d{4}$/);
});

test("no two are alike", async () => {
  expect(await makePassphrase("en")).not.toBe(await makePassphrase("en"));
});

test("numbers that would favour some words are drawn again", async () => {
  const drawn = [2 ** 32 - 1, 7];
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    (array as unknown as Uint32Array)[0] = drawn.shift() ?? 0;
    return array;
  });
  expect(await makePassphrase("ar")).toMatch(/^7000-/);
});
