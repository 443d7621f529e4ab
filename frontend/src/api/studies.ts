import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";

export type FoundStudy = Schemas["FoundStudy"];

/** What a search asks for; days as `2026-02-28`, inclusive. All given conditions must hold. */
export interface StudySearch {
  patientName: string;
  patientId: string;
  from: string | null;
  to: string | null;
}

const dicomDay = (value: string | null) => (value ? value.replaceAll("-", "") : undefined);

/** Patient Studies, newest first, page after page. */
export function studySearchOptions(search: StudySearch) {
  return infiniteQueryOptions({
    queryKey: ["study-search", search],
    queryFn: async ({ pageParam, signal }) =>
      body(
        await api.GET("/api/studies", {
          params: {
            query: {
              limit: 100,
              patient_name: search.patientName,
              patient_id: search.patientId,
              ...(search.from ? { study_date_from: dicomDay(search.from) } : {}),
              ...(search.to ? { study_date_to: dicomDay(search.to) } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}
