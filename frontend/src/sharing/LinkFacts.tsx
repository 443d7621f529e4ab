import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Link as TextLink } from "react-aria-components";
import type { Link } from "@/api/links";
import { useFormats } from "@/i18n/format";
import { useLanguage } from "@/i18n/language-store";
import { languageOf } from "@/i18n/languages";
import { Particulars } from "@/ui/Particulars";
import { nameOfTimeZone } from "./expiry";
import { usePasswordWay } from "./link-words";
import { useAcceptsWord } from "./options-words";
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
          {link.is_own && link.suspended_by !== "deleted" ? (
            <TextLink href={`/folders/${link.folder_id}`} className={styles.link}>
              <bdi>{link.folder_name}</bdi>
            </TextLink>
          ) : (
            <bdi>{link.folder_name}</bdi>
          )}
        </Fact>
      )}
      {!isOnPaper && (
        <Fact name={<Trans>Folder title</Trans>}>
          <bdi dir="auto">{link.title}</bdi>
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
      {!isOnPaper && <Terms link={link} />}
      <Fact name={<Trans>Language</Trans>}>{languageOf(link.language)?.name ?? link.language}</Fact>
      <Fact name={<Trans>Shared on</Trans>}>{formats.moment(link.created_at)}</Fact>
    </dl>
  );
}

/** What "More options" said. */
function Terms({ link }: { link: Link }) {
  const { t } = useLingui();
  const formats = useFormats();
  const acceptsWord = useAcceptsWord();
  const { files_most, bytes_most, accepts, deidentified } = link.policy;
  const files = formats.number(files_most);
  const size = formats.size(bytes_most);
  const patient = link.expected_patient;
  const asked = [link.ask_name && t`the name of who sends`, link.ask_note && t`a note`].filter(Boolean);
  return (
    <>
      <Fact name={<Trans>Accepted content</Trans>}>
        {acceptsWord(accepts)}
        {", "}
        <Trans>
          at most {files} files and {size}
        </Trans>
      </Fact>
      {deidentified && (
        <Fact name={<Trans>De-identified</Trans>}>
          <Trans>Before upload, on the sender's computer</Trans>
        </Fact>
      )}
      {asked.length > 0 && <Fact name={<Trans>Asks for</Trans>}>{asked.join(", ")}</Fact>}
      {patient && (
        <Fact name={<Trans>Expected patient</Trans>}>
          <Particulars
            facts={[patient.name ?? "", patient.patient_id ?? "", formats.day(patient.birth_date)]}
          />
        </Fact>
      )}
      <Fact name={<Trans>The recipient sees the folder</Trans>}>
        {!link.may_see ? (
          <Trans>No</Trans>
        ) : link.may_download ? (
          <Trans>Yes, and may download from it</Trans>
        ) : (
          <Trans>Yes, without downloading</Trans>
        )}
      </Fact>
      <Fact name={<Trans>E-mails by themselves</Trans>}>
        {link.reminders_declined_at !== null ? (
          <Trans>The recipient wants no more reminders.</Trans>
        ) : link.remind ? (
          <Trans>A reminder to the recipient before the last day, if nothing has come</Trans>
        ) : (
          <Trans>No reminder to the recipient</Trans>
        )}
        {"; "}
        {link.notify ? (
          <Trans>one to the sharer when a delivery is complete</Trans>
        ) : (
          <Trans>none to the sharer</Trans>
        )}
      </Fact>
    </>
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
