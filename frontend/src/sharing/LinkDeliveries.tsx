import { Plural, Trans } from "@lingui/react/macro";
import type { Schemas } from "@/api/client";
import { useFormats } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import styles from "./ShareDetails.module.css";

/** What came by a link: one line for each delivery, with the number of its receipt. */
export function LinkDeliveries({ deliveries }: { deliveries: readonly Schemas["LinkDelivery"][] }) {
  const formats = useFormats();
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
        <li key={delivery.id} className={styles.delivery}>
          <span className={styles.number}>{delivery.number}</span>
          {delivery.state === "closed" ? (
            <Badge tone="success">
              <Trans>Complete</Trans>
            </Badge>
          ) : (
            <Badge tone="info">
              <Trans>Under way</Trans>
            </Badge>
          )}
          <span className={styles.amount}>
            <Plural value={delivery.file_count} one="# file" other="# files" />,{" "}
            {formats.size(delivery.bytes)}
          </span>
          <time dateTime={delivery.closed_at ?? delivery.opened_at} className={styles.when}>
            {formats.moment(delivery.closed_at ?? delivery.opened_at)}
          </time>
        </li>
      ))}
    </ul>
  );
}
