import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ApiError } from "@/uploads/delivery-api";
import { looking } from "../flow/trouble";
import { type Content, readContent, readMore } from "./folder-client";

/** So often is looked whether something has come, or the link has been closed, in milliseconds. */
const LOOK_AGAIN = 15_000;
/** So long after the end, since two clocks never agree to the millisecond. */
const AFTER_END = 1000;
/** The longest that a browser's timer can wait. */
const WAIT_MOST = 2 ** 31 - 1;

export interface ShownFolder {
  content: Content | null;
  failure: ApiError | null;
  /** Further rows are on their way. */
  isBusy: boolean;
  more: () => void;
  again: () => void;
}

/** The content of a folder, kept up to date while somebody looks, and until `endsAt` (by this computer's clock). */
export function useFolder(link: string, folderId: string, endsAt: number): ShownFolder {
  const [shown, setShown] = useState<{ folderId: string; content: Content } | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const rows = useRef(0);
  const wanted = useRef(folderId);
  wanted.current = folderId;

  const look = useCallback(async () => {
    const wrong = await looking(async () => {
      const content = await readContent(link, folderId, rows.current);
      if (wanted.current !== folderId) return;
      rows.current = content.items.length;
      setShown({ folderId, content });
    });
    if (wanted.current !== folderId) return;
    setFailure(wrong);
    // What may no longer be seen goes; a line that is down takes nothing away
    if (wrong && wrong.status >= 400 && wrong.status < 500 && wrong.status !== 429) setShown(null);
  }, [link, folderId]);

  useEffect(() => {
    rows.current = 0;
    setFailure(null);
    void look();
    const onSight = (): void => {
      if (document.visibilityState === "visible") void look();
    };
    const often = window.setInterval(onSight, LOOK_AGAIN);
    const atEnd = window.setTimeout(
      () => void look(),
      Math.min(Math.max(endsAt - Date.now(), 0) + AFTER_END, WAIT_MOST),
    );
    document.addEventListener("visibilitychange", onSight);
    return () => {
      window.clearInterval(often);
      window.clearTimeout(atEnd);
      document.removeEventListener("visibilitychange", onSight);
    };
  }, [look, endsAt]);

  const content = shown?.folderId === folderId ? shown.content : null;
  const more = async (): Promise<void> => {
    const cursor = content?.next_cursor;
    if (!content || !cursor || isBusy) return;
    setBusy(true);
    const wrong = await looking(async () => {
      const next = await readMore(link, folderId, cursor);
      if (wanted.current !== folderId) return;
      rows.current = content.items.length + next.items.length;
      setShown({ folderId, content: { ...next, items: [...content.items, ...next.items] } });
    });
    setFailure(wrong);
    setBusy(false);
  };
  return { content, failure, isBusy, more: () => void more(), again: () => void look() };
}
