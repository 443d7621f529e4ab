import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { type Receipt, receiptOptions } from "@/api/deliveries";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { formatPersonName } from "@/i18n/person-name";
import { Badge } from "@/ui/Badge";
import { ErrorState } from "@/ui/ErrorState";
import { Particulars } from "@/ui/Particulars";
import { Skeleton } from "@/ui/Skeleton";
import styles from "./ReceiptView.module.css";

type Answer = NonNullable<NonNullable<Receipt["statement"]>["answers"]>[number];

/** The receipt of a delivery, as its sender has it too: who sent, what came, what did not and why. */
export function ReceiptView({ deliveryId }: { deliveryId: string }) {
  const { data: receipt, error, refetch } = useQuery(receiptOptions(deliveryId));
  const problem = useProblemText()(error);
  if (receipt) return <Whole receipt={receipt} />;
  if (error) {
    return <ErrorState title={problem.title} detail={problem.detail} onRetry={() => void refetch()} />;
  }
  return <Skeleton height="5rem" />;
}

function Whole({ receipt }: { receipt: Receipt }) {
  const questionWord = useQuestionWord();
  const { statement, studies, documents, refused, unsent } = receipt;
  const sender = statement?.name || receipt.sender_name;
  const answers = statement?.answers ?? [];
  return (
    <div className={styles.receipt}>
      {(sender || statement?.note) && (
        <Part title={<Trans>Sent by</Trans>}>
          {sender && (
            <p>
              <bdi>{sender}</bdi>
            </p>
          )}
          {statement?.note && (
            <p dir="auto" className={styles.note}>
              {statement.note}
            </p>
          )}
        </Part>
      )}
      {studies.length > 0 && (
        <Part title={<Plural value={studies.length} one="# study" other="# studies" />}>
          <ul>
            {studies.map((study) => (
              <StudyLine key={study.StudyInstanceUID} study={study} />
            ))}
          </ul>
        </Part>
      )}
      <FileList
        title={<Plural value={documents.length} one="# document" other="# documents" />}
        files={documents}
      />
      <FileList
        title={<Plural value={refused.length} one="# file not accepted" other="# files not accepted" />}
        files={refused}
        isTrouble
      />
      <FileList
        title={<Plural value={unsent.length} one="# file did not come" other="# files did not come" />}
        files={unsent}
        isTrouble
      />
      {answers.length > 0 && (
        <Part title={<Trans>The sender was asked, and confirmed</Trans>}>
          <ul>
            {answers.map((answer) => (
              <li key={`${answer.question} ${answer.subject}`}>
                {questionWord(answer)}{" "}
                {answer.subject && <bdi className={styles.muted}>{answer.subject}</bdi>}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <p className={styles.digest}>
        <Trans>Digest of the list (SHA-256)</Trans> <code dir="ltr">{receipt.manifest_digest}</code>
      </p>
    </div>
  );
}

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}

function StudyLine({ study }: { study: Receipt["studies"][number] }) {
  const { t } = useLingui();
  const formats = useFormats();
  const facts = [
    study.PatientID,
    formats.day(study.StudyDate),
    study.ModalitiesInStudy.join(", "),
    study.StudyDescription,
  ];
  return (
    <li className={styles.study}>
      <bdi>{formatPersonName(study.PatientName) || t`Name unknown`}</bdi>{" "}
      <span className={styles.muted}>
        <Particulars facts={facts} /> ·{" "}
        <Plural value={study.instance_count} one="# instance" other="# instances" />
      </span>
      {study.is_expected_patient === false && (
        <Badge tone="warning" icon={<TriangleAlert aria-hidden="true" />}>
          <Trans>Not the expected patient</Trans>
        </Badge>
      )}
    </li>
  );
}

/** So many names are looked through; the full list is a file that the sender can save. */
const namesMost = 20;

function FileList({
  title,
  files,
  isTrouble = false,
}: {
  title: ReactNode;
  files: Receipt["documents"];
  isTrouble?: boolean;
}) {
  if (files.length === 0) return null;
  const left = files.length - namesMost;
  return (
    <Part title={title}>
      <ul className={isTrouble ? styles.trouble : undefined}>
        {files.slice(0, namesMost).map((file) => (
          <li key={file.path}>
            <bdi dir="auto">{file.path}</bdi>
            {file.sentence && <span className={styles.muted}> {file.sentence}</span>}
          </li>
        ))}
      </ul>
      {left > 0 && (
        <p className={styles.muted}>
          <Plural value={left} one="and # more" other="and # more" />
        </p>
      )}
    </Part>
  );
}

function useQuestionWord(): (answer: Answer) => string {
  const { t } = useLingui();
  return ({ question }) => {
    switch (question) {
      case "gaps":
        return t`Images seem to be missing from a series.`;
      case "missing_files":
        return t`The disc names images that were not there.`;
      case "several_patients":
        return t`There are images of more than one patient.`;
      case "other_patient":
        return t`The patient is another than the expected one.`;
      case "drawn_names":
        return t`Pictures may have names written into them.`;
      case "damaged_files":
        return t`Some files are damaged.`;
    }
  };
}
