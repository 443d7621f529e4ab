import { expect, test } from "vitest";
import { allLinks, fromAddress, isNarrowed, linkViews, toAddress, toQuestion } from "./link-choice";

test("a choice survives the page's address", () => {
  for (const view of linkViews) {
    const choice = { view, words: "müller mri", everyone: true };
    expect(fromAddress(toAddress(choice))).toEqual(choice);
  }
  expect(toAddress(allLinks)).toEqual({});
});

test("whatever stands in an address, a choice comes out", () => {
  expect(fromAddress({ show: "nonsense", words: 7, of: ["all"] })).toEqual(allLinks);
  expect(fromAddress({ words: "x".repeat(300) }).words).toHaveLength(200);
});

test("a view is a state, or whether anything has come", () => {
  expect(toQuestion({ view: "expiring", words: "  a b ", everyone: false }, "folder")).toEqual({
    folderId: "folder",
    state: "expiring",
    withDeliveries: false,
    filter: "a b",
    everyone: false,
  });
  expect(toQuestion({ ...allLinks, view: "deliveries" }, null)).toMatchObject({
    state: null,
    withDeliveries: true,
  });
  expect(isNarrowed({ ...allLinks, words: " " })).toBe(false);
});
