import { afterEach, expect, test, vi } from "vitest";
import { keepGhostTapsOut } from "./ghost-taps";

keepGhostTapsOut();

afterEach(() => document.body.replaceChildren());

function aButton() {
  const button = document.createElement("button");
  const pressed = vi.fn();
  button.addEventListener("click", pressed);
  document.body.append(button);
  return { button, pressed };
}
const touch = (element: Element) => element.dispatchEvent(new MouseEvent("pointerdown", { bubbles: true }));
const click = (element: Element) =>
  element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));

test("the click of a tap on what has gone reaches nothing, and only that one", () => {
  const above = aButton();
  const beneath = aButton();
  touch(above.button);
  above.button.click(); // as react-aria does when the browser's click is late
  expect(above.pressed).toHaveBeenCalledOnce();
  above.button.remove();
  expect(click(beneath.button)).toBe(false);
  expect(beneath.pressed).not.toHaveBeenCalled();
  touch(beneath.button);
  click(beneath.button);
  expect(beneath.pressed).toHaveBeenCalledOnce();
});

test("the keyboard still presses after it", () => {
  const above = aButton();
  const beneath = aButton();
  touch(above.button);
  above.button.remove();
  beneath.button.click();
  expect(beneath.pressed).toHaveBeenCalledOnce();
});
