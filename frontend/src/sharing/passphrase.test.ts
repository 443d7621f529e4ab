import { expect, test, vi } from "vitest";
import { makePassphrase } from "./passphrase";

const plain = { latin: /^[a-z]{3,11}$/, arabic: /^[ابتثجحخدذرزسشصضطظعغفقكلمنهوي]{3,8}$/ };

test.each([
  ["en", () => import("./words/en"), 5, plain.latin],
  ["de", () => import("./words/de"), 5, plain.latin],
  ["ar", () => import("./words/ar"), 6, plain.arabic],
] as const)(
  "%s: enough words for 2^50 passphrases, all plain and none twice",
  async (language, load, parts, form) => {
    const { words } = await load();
    expect(words.length ** parts).toBeGreaterThan(2 ** 50 - 1);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => !form.test(word))).toEqual([]);
    const made = await makePassphrase(language);
    expect(made).toMatchObject({ kind: "words", parts, language });
    expect(made.password.split("-").filter((word) => words.includes(word))).toHaveLength(parts);
  },
);

test("a language without a list gets digits that any keyboard has", async () => {
  const made = await makePassphrase("ja");
  expect(made).toMatchObject({ kind: "digits", parts: 4 });
  expect(made.password).toMatch(/^\d{4}-\d{4}-\d{4}-\d{4}$/);
});

test("no two are alike", async () => {
  expect((await makePassphrase("en")).password).not.toBe((await makePassphrase("en")).password);
});

test("numbers that would favour some words are drawn again", async () => {
  const drawn = [2 ** 32 - 1, 7];
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    (array as unknown as Uint32Array)[0] = drawn.shift() ?? 0;
    return array;
  });
  expect((await makePassphrase("ja")).password).toMatch(/^7000-/);
});
