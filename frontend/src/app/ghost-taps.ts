/** What a finger presses. */
const controls = "button, a[href], [role=button], [role=menuitem], [role=option], [role=tab]";

/**
 * A tap belongs to what was touched, and to nothing if that is gone.
 *
 * On a slow phone react-aria presses a button itself before the browser's click arrives. If the button was one that
 * closes a dialog, that click would fall on whatever lay beneath it.
 */
export function keepGhostTapsOut() {
  let touched: Element | null = null;
  window.addEventListener(
    "pointerdown",
    ({ target }) => {
      touched = target instanceof Element ? target.closest(controls) : null;
    },
    true,
  );
  window.addEventListener(
    "click",
    (event) => {
      // Clicks by the keyboard or by a script have no detail
      if (event.detail === 0 || !touched || touched.isConnected) return;
      touched = null;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}
