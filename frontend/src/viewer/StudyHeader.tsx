import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ArrowLeft, TriangleAlert } from "lucide-react";
import type { ViewedStudy } from "@/api/viewing";
import { useFormats } from "@/i18n/format";
import { formatPersonName } from "@/i18n/person-name";
import { Badge } from "@/ui/Badge";
import { IconButton } from "@/ui/IconButton";
import styles from "./StudyViewer.module.css";
import { useSurroundings } from "./surroundings";

/** Whose study this is, when it was made, and what one must know before trusting it. */
export function StudyHeader({ study }: { study: ViewedStudy }) {
  const { t } = useLingui();
  const formats = useFormats();
  const { leave } = useSurroundings();
  const born = formats.day(study.PatientBirthDate);
  const facts = [study.PatientID, born && `* ${born}`, study.PatientSex].filter(Boolean);
  return (
    <header className={styles.head}>
      <IconButton label={t`Back`} onPress={leave}>
        <ArrowLeft className={styles.back} />
      </IconButton>
      <div className={styles.who}>
        <h1 className={styles.name}>
          <bdi>{formatPersonName(study.PatientName) || <Trans>Name unknown</Trans>}</bdi>
        </h1>
        <p className={styles.facts}>
          {facts.map((fact) => (
            <bdi key={fact}>{fact}</bdi>
          ))}
        </p>
      </div>
      <div className={styles.what}>
        <p className={styles.description}>
          <bdi>{study.StudyDescription || <Trans>Study without a description</Trans>}</bdi>
        </p>
        <p className={styles.facts}>
          <span>{formats.day(study.StudyDate)}</span>
          {study.ModalitiesInStudy.map((modality) => (
            <Badge key={modality}>{modality}</Badge>
          ))}
          {study.AccessionNumber && <bdi>{study.AccessionNumber}</bdi>}
        </p>
      </div>
      {(study.variant > 0 || study.conflicts > 0) && (
        <ul className={styles.warnings}>
          {study.variant > 0 && (
            <li>
              <TriangleAlert aria-hidden="true" />
              <Trans>
                Same UID, other patient: another study here bears the same Study Instance UID. Check name and
                birth date.
              </Trans>
            </li>
          )}
          {study.conflicts > 0 && (
            <li>
              <TriangleAlert aria-hidden="true" />
              <Plural
                value={study.conflicts}
                one="# image arrived again with other content. The first one is shown."
                other="# images arrived again with other content. The first ones are shown."
              />
            </li>
          )}
        </ul>
      )}
    </header>
  );
}
