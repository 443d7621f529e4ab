import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Schemas } from "@/api/client";
import { useFormats } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import styles from "./ShareDetails.module.css";
import { useMailName } from "./timeline";

type Mail = Schemas["LinkMail"];

/** The mails that were written for a link, newest first: to whom, and what became of each. */
export function LinkMails({ mails }: { mails: readonly Mail[] }) {
  const formats = useFormats();
  const mailName = useMailName();
  if (mails.length === 0) {
    return (
      <p className={styles.nothing}>
        <Trans>No e-mail has been written.</Trans>
      </p>
    );
  }
  const newestFirst = mails.toSorted((a, b) => b.created_at.localeCompare(a.created_at));
  return (
    <ul className={styles.mails}>
      {newestFirst.map((mail) => (
        <li key={`${mail.created_at} ${mail.kind} ${mail.recipient}`} className={styles.mail}>
          <span className={styles.mailWords}>
            <span>{mailName(mail.kind)}</span>
            <span className={styles.when}>
              <bdi>{mail.recipient}</bdi>
            </span>
            <MailAnswer mail={mail} />
          </span>
          <span className={styles.mailState}>
            <MailState state={mail.state} />
            <time dateTime={mail.sent_at ?? mail.created_at} className={styles.when}>
              {formats.moment(mail.sent_at ?? mail.created_at)}
            </time>
          </span>
        </li>
      ))}
    </ul>
  );
}

function MailState({ state }: { state: Mail["state"] }) {
  switch (state) {
    case "queued":
      return (
        <Badge tone="neutral">
          <Trans>Waiting</Trans>
        </Badge>
      );
    case "sent":
      return (
        <Badge tone="success">
          <Trans>Sent</Trans>
        </Badge>
      );
    case "refused":
      return (
        <Badge tone="danger">
          <Trans>Refused</Trans>
        </Badge>
      );
    case "returned":
      return (
        <Badge tone="danger">
          <Trans>Returned</Trans>
        </Badge>
      );
    case "expired":
      return (
        <Badge tone="danger">
          <Trans>Not sent in time</Trans>
        </Badge>
      );
  }
}

/** The server's own words where something went wrong, and how often it was tried. */
function MailAnswer({ mail }: { mail: Mail }) {
  const { t } = useLingui();
  if (mail.state === "sent" || (mail.attempts === 0 && !mail.answer)) return null;
  return (
    <span className={styles.answer}>
      {mail.answer && (
        <>
          {t`The mail server says:`} <q dir="auto">{mail.answer}</q>{" "}
        </>
      )}
      {mail.state === "queued" && mail.attempts > 0 && (
        <Plural value={mail.attempts} one="Tried once; it goes on." other="Tried # times; it goes on." />
      )}
    </span>
  );
}
