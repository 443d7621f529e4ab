import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useRef } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { choosePreview } from "./preview-choice";
import { isPreviewKey, usePreview } from "./use-preview";

let measured: () => void;
let width: number;

beforeEach(() => {
  width = 1440;
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(callback: () => void) {
        measured = callback;
      }
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockImplementation(() => width);
});
afterEach(() => {
  cleanup();
  localStorage.clear();
  choosePreview(false);
  vi.unstubAllGlobals();
});

function View() {
  const around = useRef<HTMLDivElement>(null);
  const preview = usePreview(around);
  return (
    <section>
      <div ref={around}>
        <button type="button" role="row" aria-selected={false} tabIndex={0}>
          row
        </button>
        <output>{`${preview.place} ${preview.isShown}`}</output>
        {preview.isShown && (
          <div data-part="preview">
            <button type="button">inside</button>
          </div>
        )}
      </div>
    </section>
  );
}
const pressKey = () => fireEvent.keyDown(screen.getByText("row"), { key: "p", code: "KeyP", altKey: true });
const resize = (to: number) =>
  act(() => {
    width = to;
    measured();
  });

test("beside the list it is this browser's choice, in every folder view", () => {
  render(<View />);
  expect(screen.getByText("beside false")).toBeTruthy();
  pressKey();
  expect(screen.getByText("beside true")).toBeTruthy();
  cleanup();
  render(<View />);
  expect(screen.getByText("beside true")).toBeTruthy();
});

test("where there is no room it is a sheet, closed at first and not remembered", () => {
  choosePreview(true);
  width = 390;
  render(<View />);
  expect(screen.getByText("sheet false")).toBeTruthy();
  pressKey();
  expect(screen.getByText("sheet true")).toBeTruthy();
  resize(1024);
  expect(screen.getByText("beside true")).toBeTruthy();
  resize(390);
  expect(screen.getByText("sheet false")).toBeTruthy();
});

test("whoever closes it from within goes on in the list", () => {
  choosePreview(true);
  render(<View />);
  screen.getByText("inside").focus();
  pressKey();
  expect(document.activeElement).toBe(screen.getByText("row"));
});

test("the focus stays where it is when it was not within", () => {
  choosePreview(true);
  render(<View />);
  pressKey();
  expect(document.activeElement).toBe(document.body);
});

const key = { key: "p", code: "KeyP", altKey: true, ctrlKey: false, metaKey: false, shiftKey: false };

test.each([
  ["Alt+P", key, true],
  ["on a Mac, where Alt makes another letter of it", { ...key, key: "π" }, true],
  ["in Arabic writing", { ...key, key: "ح" }, true],
  ["on a keyboard that has P elsewhere", { ...key, code: "KeyR" }, true],
  ["another letter in P's place", { ...key, key: "l" }, false],
  ["P alone, which finds a row", { ...key, altKey: false }, false],
  ["AltGr, which types a sign", { ...key, ctrlKey: true }, false],
])("%s", (_, press, wanted) => {
  expect(isPreviewKey(press)).toBe(wanted);
});
