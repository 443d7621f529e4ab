import { Trans } from "@lingui/react/macro";
import type { Sender } from "@/api/settling";
import styles from "./Settling.module.css";

/** Who sent something, with the number of the receipt to name on the phone. */
export function SentBy({ senders }: { senders: readonly Sender[] }) {
  if (senders.length === 0) return <Trans>Not known: it came as a copy</Trans>;
  return (
    <ul className={styles.senders}>
      {senders.map((sender) => (
        <li key={sender.number}>
          <bdi>{sender.name}</bdi>
          <span className={styles.quiet}>
            {sender.via === "link" ? (
              <Trans>by upload link, receipt {sender.number}</Trans>
            ) : (
              <Trans>by upload, receipt {sender.number}</Trans>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
