import { ApiError } from "@/uploads/delivery-api";
import * as client from "../client";
import { withDamaged } from "../statement";
import { sayOf } from "./saying";
import { change, current, visitOrThrow } from "./state";
import { attempt } from "./trouble";

type Delivery = client.Delivery;

/** The server looks at files at its own pace: asked again after so long, in milliseconds. */
const ASK_AGAIN = 1000;

/** Closes the delivery, and waits until the server has looked at every file and issued the receipt. */
export const close = (): Promise<boolean> =>
  attempt(async () => {
    const delivery = current().delivery ?? current().unfinished;
    if (!delivery) return;
    const api = new client.DeliveryClient(visitOrThrow().link_id, delivery.id);
    change({ closing: true, delivery });
    try {
      const { sender, answers } = current();
      const lost = sender?.getSnapshot().takenOut.map(({ path }) => path) ?? [];
      if (lost.length > 0) await patiently(() => sayOf(api, withDamaged(answers, lost)));
      let state = await patiently(() => api.close());
      while (state.state !== "closed") {
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
        state = await patiently(() => api.read());
        change({ delivery: state });
      }
      const receipt = await patiently(() => api.receipt());
      change({
        receipt,
        delivery: state,
        unfinished: null,
        expectedFiles: [],
        screen: "receipt",
        sender: null,
        preparation: null,
      });
    } finally {
      change({ closing: false });
    }
  });

/** A request that may be repeated, repeated until it is answered: the line may be gone for hours. */
async function patiently<T>(request: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status !== 0 && error.status < 500)) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfter ?? 3 * ASK_AGAIN));
    }
  }
}

/** Shows the receipt of an earlier delivery. */
export const showReceipt = (delivery: Delivery): Promise<boolean> =>
  attempt(async () => {
    const api = new client.DeliveryClient(visitOrThrow().link_id, delivery.id);
    change({ delivery, receipt: await api.receipt(), screen: "receipt" });
  });

/** Every file of a delivery, for the list that the guest keeps. */
export async function listFiles(delivery: Delivery): Promise<client.DeliveryFile[]> {
  return new client.DeliveryClient(visitOrThrow().link_id, delivery.id).files();
}
