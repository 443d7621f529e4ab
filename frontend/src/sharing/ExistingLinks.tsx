import { Trans } from "@lingui/react/macro";
import type { LinkSummary } from "@/api/links";
import { useFormats } from "@/i18n/format";
import { sameAddress } from "./addresses";
import styles from "./ShareForm.module.css";

const shownMost = 3;

/** Says which recipients have a link to the folder already; a second one may be meant. */
export function ExistingLinks({
  recipients,
  links,
}: {
  recipients: readonly string[];
  links: readonly LinkSummary[];
}) {
  const formats = useFormats();
  const active = links.filter(({ state }) => state === "active");
  const found = recipients.flatMap((recipient) => {
    const link = active.find((known) => sameAddress(known.recipient, recipient));
    return link ? [link] : [];
  });
  if (found.length === 0) return null;
  return (
    <ul className={styles.remarks}>
      {found.slice(0, shownMost).map(({ id, recipient, expire_date }) => {
        const day = formats.day(expire_date);
        return (
          <li key={id}>
            <Trans>
              {recipient} has a link to this folder already, until {day}. This makes another one.
            </Trans>
          </li>
        );
      })}
    </ul>
  );
}
