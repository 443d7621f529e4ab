import { describe, expect, test } from "vitest";
import { isAddress, isOnlyAddresses, splitAddresses, withAddresses } from "./addresses";

describe("a pasted list", () => {
  test.each([
    ["a@x.example, b@y.example;c@z.example", ["a@x.example", "b@y.example", "c@z.example"]],
    ["a@x.example\nb@y.example\r\n", ["a@x.example", "b@y.example"]],
    ['"Weber, Ana" <ana@x.example>, Ben Okafor <ben@y.example>', ["ana@x.example", "ben@y.example"]],
    ["mailto:a@x.example", ["a@x.example"]],
    ["no address here", []],
  ])("%j", (text, addresses) => {
    expect(splitAddresses(text)).toEqual(addresses);
  });

  test("words around the addresses are noticed", () => {
    expect(isOnlyAddresses("a@x.example, b@y.example")).toBe(true);
    expect(isOnlyAddresses("Ana a@x.example")).toBe(false);
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
  "",
  "ana",
  "ana@",
  "@x.example",
  "ana@clinic",
  "a b@x.example",
  "a@b@x.example",
  "a@x..example",
  "müller@praxis.example",
  "a@x.example.",
])("%j is none", (text) => {
  expect(isAddress(text)).toBe(false);
});

test("the same mailbox twice stays one", () => {
  expect(withAddresses(["a@x.example"], ["A@X.example", "b@x.example"])).toEqual([
    "a@x.example",
    "b@x.example",
  ]);
});
