import { expect, test } from "vitest";
import { aroundOf, clampIndex, framesOf } from "./stack";

const instance = (id: string, NumberOfFrames: number) => ({
  id,
  NumberOfFrames,
  SOPInstanceUID: id,
  InstanceNumber: null,
  Rows: null,
  Columns: null,
});

test("a multi-frame instance brings all of its frames, an object without pixels none", () => {
  const frames = framesOf([instance("a", 1), instance("report", 0), instance("b", 3)]);
  expect(frames.map((frame) => [frame.instance.id, frame.number])).toEqual([
    ["a", 1],
    ["b", 1],
    ["b", 2],
    ["b", 3],
  ]);
});

test("the shown frame comes first, then its neighbours, more of them ahead", () => {
  expect(aroundOf(5, 20, 1, 4, 2)).toEqual([5, 6, 4, 7, 3, 8, 9]);
  expect(aroundOf(5, 20, -1, 4, 2)).toEqual([5, 4, 6, 3, 7, 2, 1]);
});

test("there is nothing beyond the ends", () => {
  expect(aroundOf(0, 3, 1)).toEqual([0, 1, 2]);
  expect(aroundOf(2, 3, 1)).toEqual([2, 1, 0]);
  expect(clampIndex(-1, 3)).toBe(0);
  expect(clampIndex(9, 3)).toBe(2);
  expect(clampIndex(0, 0)).toBe(0);
});
