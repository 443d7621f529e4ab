import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { focusList } from "../use-focus-home";
import { choosePreview, usePreviewChoice } from "./preview-choice";

/** Where there is no room beside the list, the preview is a sheet that is opened and closed again. */
export type PreviewPlace = "beside" | "sheet";

export interface Preview {
  place: PreviewPlace;
  isShown: boolean;
  toggle: () => void;
}

/** From this width of the folder view, in rem, list and preview stand side by side. */
export const leastBeside = 44;
/** As in the file managers that people know; letters alone find rows. */
export const previewKeys = "Alt+P";

/**
 * Whether the preview is shown, and where. Beside the list it is this browser's choice; a sheet covers the list, so it is
 * opened anew each time. Alt+P anywhere in the folder view opens and closes it.
 *
 * @param around what list and preview share
 */
export function usePreview(around: RefObject<HTMLElement | null>): Preview {
  const [place, setPlace] = useState<PreviewPlace | null>(null);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const isChosen = usePreviewChoice();

  useLayoutEffect(() => {
    const element = around.current;
    if (!element) return;
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      const width = element.clientWidth;
      const next = width > 0 && width < leastBeside * rem ? "sheet" : "beside";
      setPlace(next);
      if (next === "beside") setSheetOpen(false);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [around]);

  const isBeside = place !== "sheet";
  const isShown = isBeside ? isChosen : isSheetOpen;
  const toggle = useCallback(() => {
    if (!isBeside) {
      setSheetOpen(!isShown);
      return;
    }
    if (isShown) giveFocusBack(around.current);
    choosePreview(!isShown);
  }, [around, isBeside, isShown]);

  useEffect(() => {
    const view = around.current?.closest("section");
    if (!view) return;
    const hear = (event: KeyboardEvent) => {
      if (!isPreviewKey(event)) return;
      event.preventDefault();
      toggle();
    };
    view.addEventListener("keydown", hear);
    return () => view.removeEventListener("keydown", hear);
  }, [around, toggle]);

  return useMemo(
    () => ({ place: place ?? "beside", isShown: isShown && place !== null, toggle }),
    [place, isShown, toggle],
  );
}

/** Alt+P, also where Alt makes another letter of it (a Mac) or the letter is not Latin. */
export function isPreviewKey(
  event: Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">,
): boolean {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  return /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() === "p" : event.code === "KeyP";
}

/** Whoever closes the preview from within goes on in the list where they were. */
function giveFocusBack(around: HTMLElement | null): void {
  if (!document.activeElement?.closest("[data-part='preview']")) return;
  focusList(around);
}
