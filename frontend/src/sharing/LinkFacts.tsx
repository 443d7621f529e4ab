import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Link as TextLink } from "react-aria-components";
import type { Link } from "@/api/links";
import { useFormats } from "@/i18n/format";
import { useLanguage } from "@/i18n/language-store";
import { languageOf } from "@/i18n/languages";
import { nameOfTimeZone } from "./expiry";
import { usePasswordWay } from "./link-words";
import { PaperDescription } from "./PaperDescription";
import styles from "./ShareDetails.module.css";

/** What the form said when the link was made. `isOnPaper` leaves out what the page says elsewhere. */
export function LinkFacts({ link, isOnPaper = false }: { link: Link; isOnPaper?: boolean }) {
  const formats = useFormats();
  const language = useLanguage();
  const passwordWay = usePasswordWay();
  const day = formats.day(link.expire_date);
  const zone = nameOfTimeZone(link.time_zone, language.format);
  return (
    <dl className={styles.facts}>
      <Fact name={<Trans>E-mail</Trans>}>
        <bdi>{link.recipient}</bdi>
      </Fact>
      {!isOnPaper && (
        <Fact name={<Trans>Folder</Trans>}>
          <TextLink href={`/folders/${link.folder_id}`} className={styles.link}>
            <bdi>{link.folder_name}</bdi>
          </TextLink>
        </Fact>
      )}
      {!isOnPaper && (
        <Fact name={<Trans>Folder title</Trans>}>
          <bdi>{link.title}</bdi>
        </Fact>
      )}
      <Fact name={<Trans>Folder description</Trans>}>
        <Description text={link.description} isOnPaper={isOnPaper} />
      </Fact>
      <Fact name={<Trans>Expire date</Trans>}>
        <Trans>
          Until the end of {day} ({zone})
        </Trans>
      </Fact>
      <Fact name={<Trans>Password</Trans>}>{passwordWay(link)}</Fact>
      <Fact name={<Trans>Two-factor authentication (2FA)</Trans>}>
        {link.two_factor ? <Trans>Yes, by a code sent to the e-mail address</Trans> : <Trans>No</Trans>}
      </Fact>
      <Fact name={<Trans>Language</Trans>}>{languageOf(link.language)?.name ?? link.language}</Fact>
      <Fact name={<Trans>Shared on</Trans>}>{formats.moment(link.created_at)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Description({ text, isOnPaper }: { text: string; isOnPaper: boolean }) {
  if (text === "") return "–";
  if (isOnPaper) return <PaperDescription text={text} />;
  return (
    <span dir="auto" className={styles.description}>
      {text}
    </span>
  );
}
