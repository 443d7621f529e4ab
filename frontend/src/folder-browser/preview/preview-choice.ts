import { useSyncExternalStore } from "react";

const storedUnder = "filmjacket.preview";
const open = "open";
type Listener = () => void;
const listeners = new Set<Listener>();

const subscribe = (listener: Listener) => {
  const hear = (event: StorageEvent) => event.key === storedUnder && listener();
  listeners.add(listener);
  globalThis.addEventListener("storage", hear);
  return () => {
    listeners.delete(listener);
    globalThis.removeEventListener("storage", hear);
  };
};
const isChosen = () => localStorage.getItem(storedUnder) === open;

/** Show or hide the preview beside the list, here and in every other folder view of this browser. */
export function choosePreview(isShown: boolean): void {
  if (isShown) localStorage.setItem(storedUnder, open);
  else localStorage.removeItem(storedUnder);
  for (const listener of listeners) listener();
}

/** Whether this browser shows the preview beside the list. */
export function usePreviewChoice(): boolean {
  return useSyncExternalStore(subscribe, isChosen);
}
