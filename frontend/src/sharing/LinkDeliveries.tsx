import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import type { Schemas } from "@/api/client";
import { useFormats } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { ReceiptView } from "./ReceiptView";
import styles from "./ShareDetails.module.css";
import type { TimelineEvent } from "./timeline";

type Delivery = Schemas["LinkDelivery"];

export interface LinkDeliveriesProps {
  deliveries: readonly Delivery[];
  /** The link's steps tell who ended a delivery. */
  timeline: readonly TimelineEvent[];
  /** Whether the receipts can be opened: not on paper, and only by the owner. */
  hasReceipts?: boolean;
}

/** What came by a link: one line for each delivery, with the number of its receipt. */
export function LinkDeliveries({ deliveries, timeline, hasReceipts = false }: LinkDeliveriesProps) {
  if (deliveries.length === 0) {
    return (
      <p className={styles.nothing}>
        <Trans>Nothing has been uploaded yet.</Trans>
      </p>
    );
  }
  return (
    <ul className={styles.deliveries}>
      {deliveries.map((delivery) => (
        <DeliveryLine
          key={delivery.id}
          delivery={delivery}
          end={endOf(delivery, timeline)}
          hasReceipts={hasReceipts}
        />
      ))}
    </ul>
  );
}

type End = "sender" | "revoked" | "idle";

/** Who or what ended a delivery; null while it is open. */
function endOf({ id, state }: Delivery, timeline: readonly TimelineEvent[]): End | null {
  if (state !== "closed") return null;
  const closed = timeline.find(({ kind, detail }) => kind === "delivery_closed" && detail.delivery_id === id);
  const by = closed?.detail.closed_by;
  return by === "revoked" || by === "idle" ? by : "sender";
}

interface DeliveryLineProps {
  delivery: Delivery;
  end: End | null;
  hasReceipts: boolean;
}

function DeliveryLine({ delivery, end, hasReceipts }: DeliveryLineProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const number = delivery.number;
  const mayOpen = hasReceipts && delivery.closed_at !== null;
  return (
    <li className={styles.delivery}>
      <span className={styles.number}>{number}</span>
      <DeliveryState delivery={delivery} end={end} />
      <span className={styles.amount}>
        <Plural value={delivery.file_count} one="# file" other="# files" />, {formats.size(delivery.bytes)}
      </span>
      <time dateTime={delivery.closed_at ?? delivery.opened_at} className={styles.when}>
        {formats.moment(delivery.closed_at ?? delivery.opened_at)}
      </time>
      {mayOpen && (
        <button
          type="button"
          className={styles.receiptButton}
          aria-expanded={isOpen}
          aria-label={t`Receipt ${number}`}
          onClick={() => setOpen((open) => !open)}
        >
          <Trans>Receipt</Trans>
          <ChevronDown aria-hidden="true" />
        </button>
      )}
      {isOpen && (
        <div className={styles.receipt}>
          <ReceiptView deliveryId={delivery.id} />
        </div>
      )}
    </li>
  );
}

function DeliveryState({ delivery, end }: { delivery: Delivery; end: End | null }) {
  const percent = delivery.percent ?? 0;
  switch (end) {
    case "sender":
      return (
        <Badge tone="success">
          <Trans>Complete</Trans>
        </Badge>
      );
    case "revoked":
      return (
        <Badge tone="warning">
          <Trans>Ended by revoking</Trans>
        </Badge>
      );
    case "idle":
      return (
        <Badge tone="warning">
          <Trans>Ended incomplete</Trans>
        </Badge>
      );
    case null:
      return delivery.stalled ? (
        <Badge tone="warning">
          <Trans>Stopped at {percent} %</Trans>
        </Badge>
      ) : (
        <Badge tone="info">
          <Trans>Under way, {percent} %</Trans>
        </Badge>
      );
  }
}
