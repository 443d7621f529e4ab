import { api, body } from "./client";
import type { Order } from "./content";

/** The offset of the next row, from `start` around to it, whose name begins so; null: there is none. By name only. */
export async function findPosition(
  folderId: string,
  { sort, filter }: Order,
  prefix: string,
  start: number,
): Promise<number | null> {
  const answer = await api.GET("/api/folders/{folder_id}/position", {
    params: {
      path: { folder_id: folderId },
      query: { prefix, start, descending: sort.descending, ...(filter ? { filter } : {}) },
    },
  });
  return body(answer).offset;
}
