import type { ReactNode } from "react";
import { UNSTABLE_ToastQueue as ToastQueue } from "react-aria-components";

export interface NoticeAction {
  label: string;
  onPress: () => void;
}

/** A short message at the lower right. */
export interface Notice {
  title: string;
  detail?: ReactNode;
  tone?: "plain" | "success" | "danger";
  actions?: readonly NoticeAction[];
}

export const notices = new ToastQueue<Notice>({ maxVisibleToasts: 4 });

/** Long enough to read twice and to reach the button; the clock stands still while pointer or focus is on it. */
const readingTime = 8_000;
const readingTimeWithActions = 15_000;

/**
 * Show a notice at the lower right. Errors stay until they are closed; all others leave by themselves.
 *
 * @returns what closes it early
 */
export function notify(notice: Notice): () => void {
  const options =
    notice.tone === "danger"
      ? {}
      : { timeout: notice.actions?.length ? readingTimeWithActions : readingTime };
  const key = notices.add(notice, options);
  return () => notices.close(key);
}
