import { queryOptions } from "@tanstack/react-query";
import type { Middleware } from "openapi-fetch";
import { api, body, type Schemas } from "./client";

export type ViewedStudy = Schemas["ViewedStudy"];
export type ViewedSeries = Schemas["ViewedSeries"];
export type ViewedInstance = Schemas["ViewedInstance"];
export type ViewedDocument = Schemas["ViewedDocument"];

let place = "/api";

const elsewhere: Middleware = {
  onRequest: ({ request }) => new Request(request.url.replace("/api/", `${place}/`), request),
};

/**
 * Has everything that is viewed read below another place than `/api`, whose addresses repeat these form for form: what a
 * guest's link opens. For a page that asks for nothing else by this client.
 */
export function readFrom(path: string): void {
  if (place === "/api") api.use(elsewhere);
  place = path;
}

/** A VOI window in output units of the modality LUT: Hounsfield units for CT. */
export interface Voi {
  center: number;
  width: number;
}

/** A study and its series. Reading it is recorded, so it is read once and kept. */
export function studyOptions(studyId: string) {
  return queryOptions({
    queryKey: ["study", studyId],
    queryFn: async ({ signal }) =>
      body(await api.GET("/api/studies/{study_id}", { params: { path: { study_id: studyId } }, signal })),
    staleTime: 60_000,
  });
}

/** A series' instances in stack order. */
export function instancesOptions(studyId: string, seriesId: string) {
  return queryOptions({
    queryKey: ["study", studyId, "series", seriesId],
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/studies/{study_id}/series/{series_id}/instances", {
          params: { path: { study_id: studyId, series_id: seriesId } },
          signal,
        }),
      ).items,
    staleTime: 60_000,
  });
}

export function thumbnailAddress(studyId: string, instanceId: string): string {
  return `${place}/studies/${studyId}/instances/${instanceId}/thumbnail`;
}

/** One rendered frame (from 1) as a picture; null: in the object's own window. */
export async function readFrame(
  frame: { studyId: string; instanceId: string; number: number; voi: Voi | null },
  signal: AbortSignal,
): Promise<Blob> {
  const { data } = await api.GET("/api/studies/{study_id}/instances/{instance_id}/frames/{frame_number}", {
    params: {
      path: { study_id: frame.studyId, instance_id: frame.instanceId, frame_number: frame.number },
      query: frame.voi ? { window_center: frame.voi.center, window_width: frame.voi.width } : {},
    },
    parseAs: "blob",
    signal,
  });
  return data as unknown as Blob; // the description can't say that binary is a Blob
}

export function documentOptions(documentId: string) {
  return queryOptions({
    queryKey: ["document", documentId],
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/documents/{document_id}", {
          params: { path: { document_id: documentId } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });
}

/** The address of a document's bytes; they come as an attachment. */
export function contentAddress(documentId: string): string {
  return `${place}/documents/${documentId}/content`;
}

/** A document's bytes. */
export function documentBytesOptions(documentId: string) {
  return queryOptions({
    queryKey: ["document", documentId, "bytes"],
    queryFn: async ({ signal }): Promise<ArrayBuffer> => {
      const { data } = await api.GET("/api/documents/{document_id}/content", {
        params: { path: { document_id: documentId } },
        parseAs: "arrayBuffer",
        signal,
      });
      return data as unknown as ArrayBuffer; // the description can't say that binary is an ArrayBuffer
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** One page (from 1) of an image document, drawn anew by the server. */
export function previewOptions(documentId: string, page: number) {
  return queryOptions({
    queryKey: ["document", documentId, "preview", page],
    queryFn: async ({ signal }): Promise<Blob> => {
      const { data } = await api.GET("/api/documents/{document_id}/preview", {
        params: { path: { document_id: documentId }, query: { page } },
        parseAs: "blob",
        signal,
      });
      return data as unknown as Blob; // the description can't say that binary is a Blob
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A text document's characters. */
export function documentTextOptions(documentId: string) {
  return queryOptions({
    queryKey: ["document", documentId, "text"],
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/documents/{document_id}/text", {
          params: { path: { document_id: documentId } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
