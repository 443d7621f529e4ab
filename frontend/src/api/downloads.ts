import { api, body, type Schemas } from "./client";
import type { TrashSelection } from "./trash";

export type Download = Schemas["Download"];

/** Ask for folders and entries as one ZIP; the answer says how large it is and where it is fetched. */
export async function askForDownload(selection: TrashSelection): Promise<Download> {
  return body(await api.POST("/api/downloads", { body: selection }));
}
