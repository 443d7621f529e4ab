import { expect, test } from "vitest";
import { fitScale, fitted, kept, moved, zoomAt } from "./placement";

test("the whole picture fits, whichever way it is longer", () => {
  expect(fitScale({ width: 512, height: 512 }, { width: 800, height: 600 })).toBeCloseTo(600 / 512);
  expect(fitScale({ width: 1000, height: 100 }, { width: 500, height: 500 })).toBe(0.5);
  expect(fitScale({ width: 0, height: 0 }, { width: 500, height: 500 })).toBe(1);
});

test("what lies under the pointer stays there", () => {
  const point = { x: 100, y: -50 };
  const zoomed = zoomAt({ zoom: 2, x: 30, y: 10 }, 1.5, point);
  // The point of the picture under the pointer, in units of the fitted picture
  const under = ({ zoom, x, y }: typeof zoomed) => [(point.x - x) / zoom, (point.y - y) / zoom];
  const [beforeX, beforeY] = under({ zoom: 2, x: 30, y: 10 });
  const [afterX, afterY] = under(zoomed);
  expect(afterX).toBeCloseTo(beforeX as number);
  expect(afterY).toBeCloseTo(beforeY as number);
  expect(zoomed.zoom).toBe(3);
});

test("zoom has bounds", () => {
  expect(zoomAt(fitted, 1000, { x: 0, y: 0 }).zoom).toBe(20);
  expect(zoomAt(fitted, 0.001, { x: 0, y: 0 }).zoom).toBe(0.5);
});

test("the picture can't be pushed out of sight", () => {
  const picture = { width: 100, height: 100 };
  const viewport = { width: 100, height: 100 };
  expect(kept(moved(fitted, { x: 5000, y: -5000 }), picture, viewport)).toEqual({ zoom: 1, x: 80, y: -80 });
});
