import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { readFrom } from "@/api/viewing";
import { activateLanguage } from "@/i18n/language-store";
import { DocumentViewer } from "@/viewer/DocumentViewer";
import { StudyViewer } from "@/viewer/StudyViewer";
import { SurroundingsContext } from "@/viewer/surroundings";
import { keepOwnWords, language } from "../language";
import type { Row } from "./folder-client";

interface Shown {
  link: string;
  row: Row;
  mayDownload: boolean;
}

/**
 * The app's viewer over the guest's page: this file and what it imports (React with it) is fetched when something is first
 * opened. Back in the viewer, the browser's Back and Escape lead to the folder. Returns what takes it away again.
 */
export async function showViewer({ link, row, mayDownload }: Shown): Promise<() => void> {
  readFrom(`/api/guest/links/${link}`);
  await activateLanguage(language.getSnapshot());
  await keepOwnWords();
  const page = document.getElementById("guest");
  const title = document.title;
  const host = document.createElement("div");
  host.className = "viewer-host";
  host.setAttribute("role", "dialog");
  host.setAttribute("aria-modal", "true");
  host.setAttribute("aria-label", row.name);
  host.tabIndex = -1;
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) leave();
  });
  document.body.append(host);
  page?.setAttribute("inert", "");
  host.focus();

  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: "always", refetchOnWindowFocus: false } },
  });
  const root = createRoot(host);
  root.render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <SurroundingsContext value={{ leave, mayDownload }}>
          {row.study_id !== null && <StudyViewer studyId={row.study_id} />}
          {row.document_id !== null && <DocumentViewer documentId={row.document_id} />}
        </SurroundingsContext>
      </QueryClientProvider>
    </I18nProvider>,
  );
  return () => {
    root.unmount();
    queries.clear();
    host.remove();
    page?.removeAttribute("inert");
    document.title = title;
    document.querySelector<HTMLElement>(`[data-thing="${row.id}"]`)?.focus();
  };
}

function leave(): void {
  window.history.back();
}
