import { useEffect, useState } from "preact/hooks";
import { ApiError } from "@/uploads/delivery-api";
import type { Visit } from "../client";
import type { Opened } from "./place";

export interface Opening {
  /** The viewer is on its way. */
  isComing: boolean;
  failure: ApiError | null;
}

/** Shows a study or document over the whole page for as long as it is there; the viewer comes only when it is needed. */
export function useOpened(visit: Visit, opened: Opened | null, name: string): Opening {
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [isComing, setComing] = useState(false);
  const id = opened?.id ?? null;
  const { link_id, may_download } = visit;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object, or another name, for the same thing
  useEffect(() => {
    if (!opened) return;
    let isWanted = true;
    let close: (() => void) | null = null;
    setFailure(null);
    setComing(true);
    const show = async (): Promise<void> => {
      const viewer = await fetchViewer();
      if (!isWanted) return;
      if (!viewer) {
        setComing(false);
        setFailure(new ApiError(0, "network", ""));
        return;
      }
      const shown = await viewer.showViewer({ link: link_id, opened, name, mayDownload: may_download });
      if (!isWanted) return shown();
      close = shown;
      setComing(false);
    };
    void show();
    return () => {
      isWanted = false;
      setComing(false);
      close?.();
    };
  }, [id, link_id, may_download]);
  return { isComing, failure };
}

/** Null: it did not come, since the line is down. */
async function fetchViewer(): Promise<typeof import("./viewer") | null> {
  try {
    return await import("./viewer");
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
