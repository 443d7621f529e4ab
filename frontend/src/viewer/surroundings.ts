import { createContext, useContext } from "react";
import { leavePage } from "@/ui/leave-page";

/** Where a viewer stands: how one leaves it, and whether what it shows may be taken home. */
export interface Surroundings {
  leave: () => void;
  mayDownload: boolean;
}

/** In the app a viewer is a page of its own, and whoever may see may download. */
export const SurroundingsContext = createContext<Surroundings>({ leave: leavePage, mayDownload: true });

export function useSurroundings(): Surroundings {
  return useContext(SurroundingsContext);
}
