import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { installationOptions } from "@/api/installation";
import { type Link, qrAddress } from "@/api/links";
import { useMe } from "@/api/session";
import { useFormats } from "@/i18n/format";
import { Mark } from "@/ui/Mark";
import { LinkDeliveries } from "./LinkDeliveries";
import { LinkFacts } from "./LinkFacts";
import { useStateWord } from "./link-words";
import styles from "./ShareSheet.module.css";

/** So many fit on the page under the longest description. */
const deliveriesMost = 5;

export interface ShareSheetProps {
  link: Link;
  /** Null: it stays off the paper. */
  password: string | null;
  /** Called when the code has been drawn, the last thing to come. */
  onReady: () => void;
}

/** One link on one page of paper: to hand over the counter, or for the patient's file. */
export function ShareSheet({ link, password, onReady }: ShareSheetProps) {
  const { t } = useLingui();
  const me = useMe();
  const formats = useFormats();
  const stateWord = useStateWord();
  const { data: installation } = useQuery(installationOptions);
  const printed = formats.moment(new Date().toISOString());
  const sharer = me.name;
  return (
    <article className={styles.sheet}>
      <header className={styles.head}>
        <div>
          <p className={styles.institution}>{installation?.institution}</p>
          <h1 className={styles.title}>{link.title}</h1>
        </div>
        <Mark size={40} />
      </header>

      <section className={styles.steps}>
        <img
          src={qrAddress(link)}
          alt={t`QR code of the upload link`}
          className={styles.qr}
          onLoad={onReady}
        />
        <Step number={1}>
          <Trans>Point a phone's camera at the code, or open the address below in your browser.</Trans>
        </Step>
        <Step number={2}>
          {password === null ? (
            <Trans>Enter the folder password that you were given.</Trans>
          ) : (
            <>
              <Trans>Enter this password:</Trans>
              <code dir="ltr" className={styles.password}>
                {password}
              </code>
            </>
          )}
          {link.two_factor && (
            <p>
              <Trans>Then enter the code that is sent to your e-mail address.</Trans>
            </p>
          )}
        </Step>
        <Step number={3}>
          <Trans>
            Choose your images and documents, and wait until the page says that everything was received.
          </Trans>
        </Step>
        <code dir="ltr" className={styles.url}>
          {link.url}
        </code>
      </section>

      <LinkFacts link={link} isOnPaper />

      {link.deliveries.length > 0 && (
        <section>
          <h2 className={styles.heading}>
            <Trans>Deliveries</Trans>
          </h2>
          <LinkDeliveries deliveries={link.deliveries.slice(0, deliveriesMost)} timeline={link.timeline} />
        </section>
      )}

      <footer className={styles.foot}>
        <p>
          <Trans>
            Shared by {sharer}. State at {printed}:
          </Trans>{" "}
          {stateWord(link).word}
        </p>
        {installation?.help_line && <p>{installation.help_line}</p>}
      </footer>
    </article>
  );
}

function Step({ number, children }: { number: number; children: React.ReactNode }) {
  return (
    <div className={styles.step}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div className={styles.words}>{children}</div>
    </div>
  );
}
