import * as client from "../client";
import type { ExpectedFile } from "../going-on";
import type { Words } from "../statement";
import { visitOrThrow } from "./state";

type Delivery = client.Delivery;

/** Files of a delivery that were told but have not arrived. */
export function waiting(delivery: Delivery): number {
  return delivery.files.declared + delivery.files.uploading;
}

/** Whose bytes are still to come. */
export async function filesStillExpected(delivery: Delivery): Promise<ExpectedFile[]> {
  const files = new client.DeliveryClient(visitOrThrow().link_id, delivery.id);
  return [...(await files.files("declared")), ...(await files.files("uploading"))];
}

/** Bytes count, not files: a file counts as arrived only with the whole upload that brings it. */
export async function shareArrived(delivery: Delivery): Promise<number> {
  const api = new client.DeliveryClient(visitOrThrow().link_id, delivery.id);
  const uploads = await api.plan(new AbortController().signal);
  const bytes = uploads.reduce((sum, upload) => sum + upload.offset, 0);
  return delivery.files.bytes > 0 ? Math.min(1, bytes / delivery.files.bytes) : 0;
}

/** What was said of a delivery before, in this browser or another. */
export function wordsOf(delivery: Delivery | null): Words | null {
  const { name = "", note = "" } = delivery?.statement ?? {};
  return name || note ? { name, note } : null;
}
