import { describe, expect, test } from "vitest";
import { entriesIn, flawOf, isAddress, sameAddress, withAddresses } from "./addresses";

describe("a pasted list", () => {
  test.each([
    ["a@x.example, b@y.example;c@z.example", ["a@x.example", "b@y.example", "c@z.example"]],
    ["a@x.example\nb@y.example\r\n", ["a@x.example", "b@y.example"]],
    ["a@x.example\tb@y.example c@z.example", ["a@x.example", "b@y.example", "c@z.example"]],
    ['"Weber, Ana" <ana@x.example>, Ben Okafor <ben@y.example>', ["ana@x.example", "ben@y.example"]],
    ["Weber, Ana <ana@x.example>; Okafor, Ben <ben@y.example>", ["ana@x.example", "ben@y.example"]],
    ['"ana@x.example" <ana@x.example>', ["ana@x.example"]],
    ["mailto:a@x.example?subject=MRI", ["a@x.example"]],
    ["Please write to (ana@x.example).", ["ana@x.example"]],
    [" ; ,\n", []],
  ])("%j", (text, entries) => {
    expect(entriesIn(text)).toEqual(entries);
  });

  test("what is no address is kept, so that it can be mended", () => {
    expect(entriesIn("ana@x.example; Dr. Weber, ben@\nE-mail")).toEqual([
      "ana@x.example",
      "Dr. Weber",
      "ben@",
      "E-mail",
    ]);
  });
});

test.each([
  "a@clinic.example",
  "Ana.Weber+mri@mail.clinic.example",
  "praxis@müller.example",
  "info@例子.广告",
])("%s is an address", (text) => {
  expect(isAddress(text)).toBe(true);
});

test.each([
  ["", "no at"],
  ["ana", "no at"],
  ["ana@", "nothing after"],
  ["@x.example", "nothing before"],
  ["ana@clinic", "no ending"],
  ["müller@praxis.example", "letters before"],
  ["a b@x.example", "form"],
  ["a@b@x.example", "form"],
  ["a@x..example", "form"],
  ["a@x.example.", "form"],
  ["a@x.example\nBcc: all@x.example", "form"],
  [`${"a".repeat(65)}@x.example`, "form"],
])("%j is none: %s", (text, flaw) => {
  expect(flawOf(text)).toBe(flaw);
});

describe("the same mailbox twice", () => {
  test("stays one", () => {
    expect(withAddresses(["a@x.example"], ["A@X.example", "b@x.example"])).toEqual([
      "a@x.example",
      "b@x.example",
    ]);
  });

  test.each([
    ["praxis@müller.example", "praxis@xn--mller-kva.example", true],
    ["praxis@MÜLLER.example", "praxis@müller.example", true],
    ["info@straße.example", "info@strasse.example", false],
    ["ana", "ANA", true],
  ])("%s and %s: %s", (one, other, same) => {
    expect(sameAddress(one, other)).toBe(same);
  });
});
