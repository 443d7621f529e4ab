export { sharedPlace } from "@/api/content";

/** The tabs above the list. */
export type PlaceId = "folders" | "shared" | "trash";
