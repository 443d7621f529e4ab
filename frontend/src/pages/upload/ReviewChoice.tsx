import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { FileText, Layers, Undo2, X } from "lucide-react";
import { useFormats } from "@/i18n/format";
import { useLanguage } from "@/i18n/language-store";
import { EmptyState } from "@/ui/EmptyState";
import { IconButton } from "@/ui/IconButton";
import { NoticeBox } from "@/ui/NoticeBox";
import { Particulars } from "@/ui/Particulars";
import type { ChosenDocument, ChosenStudy, LeftOut, LeftOutReason } from "@/uploads/group";
import type { Preparation, PreparationState } from "@/uploads/prepare";
import { isExpected, leftOutSentence, leftOutTitle, questionWords } from "@/uploads/words";
import styles from "./ReviewChoice.module.css";

/** What was chosen, as studies and documents, with what deserves a second look before anything is sent. */
export function ReviewChoice({ preparation, state }: { preparation: Preparation; state: PreparationState }) {
  const language = useLanguage();
  const { selection, questions, removed } = state;
  if (!selection) return null;
  const { studies, documents } = selection;
  const leftOut = preparation.leftOut();
  const isNothing = studies.length === 0 && documents.length === 0;
  return (
    <>
      {questions.map((question) => {
        const words = questionWords(question, language.format);
        return (
          <NoticeBox key={question.id} tone="warning" title={words.title}>
            {words.text}
          </NoticeBox>
        );
      })}
      {isNothing && removed.size === 0 && (
        <EmptyState title={<Trans>Nothing here that can be uploaded</Trans>}>
          <Trans>There are neither medical images nor documents among these files.</Trans>
        </EmptyState>
      )}
      {studies.length > 0 && (
        <section className={styles.group}>
          <h2 className={styles.heading}>
            <Plural value={studies.length} one="# study" other="# studies" />
          </h2>
          <ul className={styles.list}>
            {studies.map((study) => (
              <StudyItem key={study.key} study={study} onRemove={() => preparation.toggle(study.key)} />
            ))}
          </ul>
        </section>
      )}
      {documents.length > 0 && (
        <section className={styles.group}>
          <h2 className={styles.heading}>
            <Plural value={documents.length} one="# document" other="# documents" />
          </h2>
          <ul className={styles.list}>
            {documents.map((document) => (
              <DocumentItem
                key={document.path}
                document={document}
                onRemove={() => preparation.toggle(document.path)}
              />
            ))}
          </ul>
        </section>
      )}
      {removed.size > 0 && (
        <TakenOut count={removed.size} onPutBack={() => removed.forEach(preparation.toggle)} />
      )}
      {leftOut.length > 0 && <LeftOutList leftOut={leftOut} />}
    </>
  );
}

function StudyItem({ study, onRemove }: { study: ChosenStudy; onRemove: () => void }) {
  const { t } = useLingui();
  const formats = useFormats();
  const patient = study.patient || t`Name unknown`;
  const what = [formats.day(study.StudyDate), study.modalities.join(", "), study.StudyDescription];
  return (
    <li className={styles.item}>
      <Layers aria-hidden="true" className={styles.kind} />
      <div className={styles.main}>
        <p className={styles.name}>
          <bdi>{patient}</bdi>{" "}
          <span className={styles.quiet}>
            <Particulars facts={[study.PatientID, formats.day(study.PatientBirthDate)]} />
          </span>
        </p>
        <p className={styles.quiet}>
          <Particulars facts={what} />
        </p>
      </div>
      <p className={styles.amount}>
        <span>
          <Plural value={study.images} one="# image" other="# images" />
        </span>
        <span>{formats.size(study.bytes)}</span>
      </p>
      <IconButton label={t`Take out ${patient}`} onPress={onRemove}>
        <X />
      </IconButton>
    </li>
  );
}

function DocumentItem({ document, onRemove }: { document: ChosenDocument; onRemove: () => void }) {
  const { t } = useLingui();
  const formats = useFormats();
  const name = document.path.split("/").at(-1) ?? document.path;
  return (
    <li className={styles.item}>
      <FileText aria-hidden="true" className={styles.kind} />
      <div className={styles.main}>
        <p className={styles.name}>
          <bdi>{name}</bdi>
        </p>
        {name !== document.path && <p className={styles.quiet}>{document.path}</p>}
      </div>
      <p className={styles.amount}>
        <span>{formats.size(document.file.size)}</span>
      </p>
      <IconButton label={t`Take out ${name}`} onPress={onRemove}>
        <X />
      </IconButton>
    </li>
  );
}

function TakenOut({ count, onPutBack }: { count: number; onPutBack: () => void }) {
  return (
    <p className={styles.takenOut}>
      <Plural value={count} one="# taken out" other="# taken out" />
      <button type="button" className={styles.putBack} onClick={onPutBack}>
        <Undo2 aria-hidden="true" />
        <Trans>Put back</Trans>
      </button>
    </p>
  );
}

/** What stays behind, by reason; open by itself only if it may matter to someone. */
function LeftOutList({ leftOut }: { leftOut: readonly LeftOut[] }) {
  const byReason = new Map<LeftOutReason, LeftOut[]>();
  for (const file of leftOut) byReason.set(file.reason, [...(byReason.get(file.reason) ?? []), file]);
  const matters = [...byReason.keys()].some((reason) => !isExpected(reason));
  return (
    <details className={styles.leftOut} open={matters}>
      <summary>
        <Plural value={leftOut.length} one="# file is left out" other="# files are left out" />
      </summary>
      <dl>
        {[...byReason].map(([reason, files]) => (
          <div key={reason} className={styles.reason}>
            <dt>
              {leftOutTitle(reason)} <span className={styles.quiet}>{files.length}</span>
            </dt>
            <dd>
              {leftOutSentence(reason)}
              {!isExpected(reason) && (
                <ul className={styles.paths}>
                  {files.slice(0, 20).map((file) => (
                    <li key={file.path}>{file.path}</li>
                  ))}
                  {files.length > 20 && (
                    <li>
                      <Plural value={files.length - 20} one="and # more" other="and # more" />
                    </li>
                  )}
                </ul>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
