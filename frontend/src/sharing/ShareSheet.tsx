import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type Installation, installationOptions } from "@/api/installation";
import { type Link, qrAddress } from "@/api/links";
import { useMe } from "@/api/session";
import { useFormats } from "@/i18n/format";
import { useLanguage } from "@/i18n/language-store";
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
  const language = useLanguage();
  const stateWord = useStateWord();
  const { data: installation } = useQuery(installationOptions);
  const printed = formats.moment(new Date().toISOString());
  const sharer = me.name;
  return (
    <article className={styles.sheet} lang={language.id} dir={language.direction}>
      <header className={styles.head} style={{ borderColor: installation?.brand_color }}>
        <div>
          <p className={styles.institution}>
            <bdi>{installation?.institution}</bdi>
          </p>
          <h1 className={styles.title}>
            <bdi>{link.title}</bdi>
          </h1>
        </div>
        {installation?.logo_url ? (
          <img className={styles.logo} src={installation.logo_url} alt="" />
        ) : (
          <Mark size={40} />
        )}
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
        {installation && <House installation={installation} />}
      </footer>
    </article>
  );
}

/** How to reach the institution, and what it has to say about itself; addresses are written out, since paper has no links. */
function House({ installation }: { installation: Installation }) {
  const { help_line, privacy_url, imprint_url } = installation;
  return (
    <div className={styles.house}>
      {help_line && (
        <p>
          <Trans>
            Help: <bdi>{help_line}</bdi>
          </Trans>
        </p>
      )}
      {privacy_url && (
        <p>
          <Trans>
            Privacy notice: <bdi dir="ltr">{written(privacy_url)}</bdi>
          </Trans>
        </p>
      )}
      {imprint_url && (
        <p>
          <Trans>
            Imprint: <bdi dir="ltr">{written(imprint_url)}</bdi>
          </Trans>
        </p>
      )}
    </div>
  );
}

/** As a person types it. */
function written(address: string): string {
  return address.replace(/^https:\/\//, "").replace(/\/$/, "");
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
