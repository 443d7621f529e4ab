import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef } from "react";
import type { Carry } from "../actions";
import { isApple } from "../apple";
import { heldNow } from "./held";

export interface KeptKeys {
  /** Ctrl+X, Ctrl+C. */
  take: (carry: Carry) => void;
  /** Ctrl+V. */
  put: () => void;
  /** Escape. */
  leave: () => void;
}

/**
 * Ctrl+X, Ctrl+C, Ctrl+V anywhere in the folder view, but not where one writes. Escape leaves what is held before it does
 * anything else: it is heard on the way up to React's root, where a selection would be cleared or a dialog closed.
 */
export function useKeptKeys(section: RefObject<HTMLElement | null>, keys: KeptKeys): void {
  const client = useQueryClient();
  const latest = useRef(keys);
  latest.current = keys;

  useEffect(() => {
    const box = section.current;
    if (!box) return;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isWriting(event.target)) return;
      const done = event.key === "Escape" ? leave() : press(event);
      if (!done) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const leave = () => {
      if (!heldNow(client, "kept")) return false;
      latest.current.leave();
      return true;
    };
    const press = (event: KeyboardEvent) => {
      const command = isApple ? event.metaKey : event.ctrlKey;
      if (!command || event.altKey || event.shiftKey) return false;
      const letter = letterOf(event);
      // Whoever has marked a text wants to copy that text
      if (letter === "c" && window.getSelection()?.isCollapsed === false) return false;
      if (letter === "x" || letter === "c") latest.current.take(letter === "x" ? "move" : "copy");
      else if (letter === "v" && heldNow(client, "kept")) latest.current.put();
      else return false;
      return true;
    };
    box.addEventListener("keydown", listen);
    return () => box.removeEventListener("keydown", listen);
  }, [client, section]);
}

/** The key's letter, or where the keyboard writes another alphabet the place where the letter is on others. */
function letterOf({ key, code }: KeyboardEvent): string {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, "").toLowerCase();
}

const written = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(written) !== null;
}
