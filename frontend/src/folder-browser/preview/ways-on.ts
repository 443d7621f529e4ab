import type { Row } from "@/api/content";
import type { Hands } from "../actions";
import type { Navigation } from "../navigation";

/** Where one can go from what is previewed. */
export interface WaysOn extends Pick<Hands, "settle" | "download"> {
  open(row: Row, seriesId?: string): void;
  href: Navigation["href"];
}
