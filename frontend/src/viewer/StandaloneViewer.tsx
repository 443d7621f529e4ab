import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { readFrom } from "@/api/viewing";
import { DocumentViewer } from "./DocumentViewer";
import { StudyViewer } from "./StudyViewer";
import { type Surroundings, SurroundingsContext } from "./surroundings";

interface StandaloneViewerProps extends Surroundings {
  opened: { studyId: string } | { documentId: string };
  queries: QueryClient;
}

/** A study or a document on a page that is not the app. What it reads lies below `readFrom`'s place. */
export function StandaloneViewer({ opened, queries, ...surroundings }: StandaloneViewerProps) {
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <SurroundingsContext value={surroundings}>
          {"studyId" in opened ? (
            <StudyViewer studyId={opened.studyId} />
          ) : (
            <DocumentViewer documentId={opened.documentId} />
          )}
        </SurroundingsContext>
      </QueryClientProvider>
    </I18nProvider>
  );
}

/** What such a viewer has read; cleared when it closes, since what was seen there is not to be kept. */
export function queriesBelow(place: string): QueryClient {
  readFrom(place);
  return new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: "always", refetchOnWindowFocus: false } },
  });
}
