/** Keys have other names and other meanings there: ⌘ for Ctrl, and ⌥ to copy while dragging. */
export const isApple = /^(Mac|iP)/.test(globalThis.navigator?.platform ?? "");
