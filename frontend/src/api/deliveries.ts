import { queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";

export type Delivery = Schemas["Delivery"];
export type Receipt = Schemas["Receipt"];

/** Begin a delivery of one's own into a folder. */
export async function openDelivery(folderId: string): Promise<Delivery> {
  return body(await api.POST("/api/deliveries", { body: { folder_id: folderId } }));
}

export async function readDelivery(id: string, signal?: AbortSignal): Promise<Delivery> {
  return body(
    await api.GET("/api/deliveries/{delivery_id}", {
      params: { path: { delivery_id: id } },
      ...(signal ? { signal } : {}),
    }),
  );
}

/** Ask for the receipt; it is there when `readDelivery` says `closed`. */
export async function closeDelivery(id: string): Promise<Delivery> {
  return body(
    await api.PUT("/api/deliveries/{delivery_id}/receipt", { params: { path: { delivery_id: id } } }),
  );
}

export async function readReceipt(id: string): Promise<Receipt> {
  return body(
    await api.GET("/api/deliveries/{delivery_id}/receipt", { params: { path: { delivery_id: id } } }),
  );
}

/** The receipt of a closed delivery: it is never another. */
export function receiptOptions(id: string) {
  return queryOptions({
    queryKey: ["receipt", id],
    queryFn: () => readReceipt(id),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
