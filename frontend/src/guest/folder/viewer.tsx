import { createRoot } from "react-dom/client";
import { activateLanguage } from "@/i18n/language-store";
import { queriesBelow, StandaloneViewer } from "@/viewer/StandaloneViewer";
import { keepOwnWords, language } from "../language";
import type { Opened } from "./place";

interface Shown {
  link: string;
  opened: Opened;
  name: string;
  mayDownload: boolean;
}

/**
 * The app's viewer over the guest's page: this file and what it imports (React with it) is fetched when something is first
 * opened. Back in the viewer, the browser's Back and Escape lead to the folder. Returns what takes it away again.
 */
export async function showViewer({ link, opened, name, mayDownload }: Shown): Promise<() => void> {
  await activateLanguage(language.getSnapshot());
  await keepOwnWords();
  const page = document.getElementById("guest");
  const title = document.title;
  const host = document.createElement("div");
  host.className = "viewer-host";
  host.setAttribute("role", "dialog");
  host.setAttribute("aria-modal", "true");
  host.setAttribute("aria-label", name);
  host.tabIndex = -1;
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) leave();
  });
  document.body.append(host);
  page?.setAttribute("inert", "");
  host.focus();

  const queries = queriesBelow(`/api/guest/links/${link}`);
  const root = createRoot(host);
  root.render(<StandaloneViewer opened={opened} queries={queries} leave={leave} mayDownload={mayDownload} />);
  return () => {
    root.unmount();
    queries.clear();
    host.remove();
    page?.removeAttribute("inert");
    document.title = title;
    document.querySelector<HTMLElement>(`[data-thing="${opened.id}"]`)?.focus();
  };
}

function leave(): void {
  window.history.back();
}
