import { expect, test } from "vitest";
import { bestLanguage } from "./languages";

test("a regional wish is content with the language", () => {
  expect(bestLanguage(["de-AT"]).id).toBe("de");
});

test("the first wish that is known wins", () => {
  expect(bestLanguage(["xx", "ar-EG", "de"]).id).toBe("ar");
});

test("nothing known: English", () => {
  expect(bestLanguage(["xx"]).id).toBe("en");
  expect(bestLanguage([]).id).toBe("en");
});
