import { api, body, ownPage } from "@/api/client";
import { Problem, ServerUnreachable } from "@/api/problem";
import { currentLanguage } from "@/i18n/language-store";
import { ApiError, type DeliveryApi } from "@/uploads/delivery-api";

/** The clinician's own deliveries, as the sending engine wants to speak to them. */
export function deliveryClient(deliveryId: string): DeliveryApi {
  const path = { delivery_id: deliveryId };
  return {
    uploadsUrl: `/api/deliveries/${deliveryId}/uploads`,
    headers: { ...ownPage, "Accept-Language": currentLanguage().id },
    declare: (files, signal) =>
      asEngineError(
        async () =>
          body(
            await api.POST("/api/deliveries/{delivery_id}/files", {
              params: { path },
              body: { files: files.map((file) => ({ ...file, left_out: file.left_out ?? null })) },
              signal,
            }),
          ).items,
      ),
    plan: (signal) =>
      asEngineError(
        async () =>
          body(await api.GET("/api/deliveries/{delivery_id}/plan", { params: { path }, signal })).uploads,
      ),
  };
}

async function asEngineError<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof ServerUnreachable) throw new ApiError(0, "network", "");
    if (!(error instanceof Problem)) throw error;
    const wait = error.retryAfter === undefined ? null : error.retryAfter * 1000;
    throw new ApiError(error.status, error.code, error.title, wait);
  }
}
