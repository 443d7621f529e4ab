import type { components } from "@/api/schema";
import { ApiError } from "@/uploads/delivery-api";
import { call } from "../client";
import { tag } from "../language";

export type Content = components["schemas"]["GuestContent"];
export type Row = components["schemas"]["GuestRow"];

/** As many rows come at once; more on request. */
export const PAGE = 100;
const PAGE_MOST = 500;

/** The first rows of a folder, as many as were shown before, or a page. */
export async function readContent(link: string, folderId: string, rows: number): Promise<Content> {
  const limit = Math.min(Math.max(rows, PAGE), PAGE_MOST);
  return (await call<Content>("GET", `/links/${link}/folders/${folderId}/content?limit=${limit}`)).body;
}

/** The rows after those that are shown. */
export async function readMore(link: string, folderId: string, cursor: string): Promise<Content> {
  const query = new URLSearchParams({ limit: String(PAGE), cursor });
  return (await call<Content>("GET", `/links/${link}/folders/${folderId}/content?${query}`)).body;
}

export function thumbnailAddress(link: string, studyId: string): string {
  return `/api/guest/links/${link}/studies/${studyId}/thumbnail`;
}

/** Where something is downloaded: a document as it is, a folder or a study as a ZIP. */
export function downloadAddress(link: string, row: Pick<Row, "kind" | "id" | "document_id">): string {
  const base = `/api/guest/links/${link}`;
  if (row.document_id !== null) return `${base}/documents/${row.document_id}/content`;
  return `${base}/archive?${row.kind === "folder" ? "folder_id" : "entry_id"}=${row.id}`;
}

/** Has the browser save what lies there, unless the server refuses, which is told before the page is left for an error. */
export async function download(address: string): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch(address, { method: "HEAD", headers: { "Accept-Language": tag() } });
  } catch {
    throw new ApiError(0, "network", "");
  }
  if (!answer.ok) throw new ApiError(answer.status, answer.status === 410 ? "link_closed" : "", "");
  window.location.assign(address);
}
