import { useSyncExternalStore } from "react";

/** `system` follows the computer's own setting. */
export type Theme = "system" | "light" | "dark";

const storageKey = "filmjacket.theme";
const listeners = new Set<() => void>();

function remembered(): Theme {
  const value = window.localStorage.getItem(storageKey);
  return value === "light" || value === "dark" ? value : "system";
}

/** Put the remembered theme on the page; called once before anything is drawn. */
export function applyTheme(): void {
  const theme = remembered();
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") window.localStorage.removeItem(storageKey);
  else window.localStorage.setItem(storageKey, theme);
  applyTheme();
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, remembered);
}
