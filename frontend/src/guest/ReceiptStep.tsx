/** @jsxImportSource preact */
import { plural, t } from "@lingui/core/macro";
import { useState } from "preact/hooks";
import { formatPersonName } from "@/i18n/person-name";
import { ApiError } from "@/uploads/delivery-api";
import { formatBytes, formatDicomDate } from "@/uploads/format";
import { confirmedWords } from "@/uploads/words";
import type { Delivery, Receipt, Visit } from "./client";
import { momentWords } from "./expiry";
import { failureSentence } from "./failure-words";
import { listFiles } from "./flow/closing";
import { sendMore } from "./flow/entering";
import type { GuestState } from "./flow/state";
import { Icon } from "./icons";
import { isolate } from "./isolate";
import { format } from "./language";
import { Button, Notice, StepHeading } from "./parts";
import { receiptText, saveReceipt } from "./receipt-file";
import type { Answer } from "./statement";

interface Props {
  state: GuestState;
  receipt: Receipt;
  delivery: Delivery;
}

/** Done, unmistakably: what was received, under a number to say on the phone. */
export function ReceiptStep({ state, receipt, delivery }: Props) {
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const complete = receipt.unsent.length === 0 && receipt.refused.length === 0;
  const save = async (): Promise<void> => {
    setSaving(true);
    setFailure(null);
    try {
      saveReceipt(delivery, receiptText(receipt, await listFiles(delivery), format()));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <section class="card receipt">
      <div class="receipt-head" data-complete={complete ? "" : undefined}>
        <div class="receipt-sign">
          <Icon name={complete ? "check" : "warning"} size={34} />
        </div>
        <div>
          <StepHeading>{complete ? t`Everything has arrived` : t`Arrived, with exceptions`}</StepHeading>
          <p class="lead">
            {complete
              ? t`Every file was received, checked and filed. There is nothing more to do.`
              : t`Everything was received except the files that are named below.`}
          </p>
        </div>
      </div>
      <ReceiptPaper receipt={receipt} visit={state.visit} />
      {failure && (
        <Notice kind="error" alert>
          <p>{failureSentence(failure)}</p>
        </Notice>
      )}
      <div class="receipt-actions">
        <Button kind="primary" icon="print" onClick={() => window.print()}>
          {t`Print`}
        </Button>
        <Button icon="save" busy={saving} onClick={() => void save()}>
          {t`Save the full list`}
        </Button>
        <Button kind="quiet" onClick={() => void sendMore()}>
          {t`Send something else`}
        </Button>
      </div>
    </section>
  );
}

/** More rows than these would not fit on the one printed page; the full list is in the file. */
function rowsThatFit({ studies, documents, refused, unsent, statement }: Receipt): number {
  const answers = statement?.answers ?? [];
  const lists = [studies, documents, refused, unsent, answers].filter((list) => list.length > 0).length;
  return lists > 2 ? 3 : 8;
}

function ReceiptPaper({ receipt, visit }: { receipt: Receipt; visit: Visit | null }) {
  const locale = format();
  const size = formatBytes(receipt.received_bytes, locale);
  const rows = rowsThatFit(receipt);
  const help = isolate(visit?.help_line ?? "");
  return (
    <div class="paper">
      <div class="paper-top">
        <div>
          <p class="paper-label">{t`Receipt`}</p>
          <p class="paper-number" dir="ltr">
            {receipt.number}
          </p>
        </div>
        <div class="paper-house">
          <p class="paper-label">{t`Received by`}</p>
          {visit?.logo_url && <img class="paper-logo" src={visit.logo_url} alt="" />}
          <p dir="auto">{receipt.institution}</p>
          {help && <p class="paper-help">{t`Help: ${help}`}</p>}
        </div>
      </div>
      <dl class="paper-facts">
        <dt>{t`Title`}</dt>
        <dd>
          <bdi>{receipt.title}</bdi>
        </dd>
        {receipt.sender_name && (
          <>
            <dt>{t`Sent by`}</dt>
            <dd>
              <bdi>{receipt.sender_name}</bdi>
            </dd>
          </>
        )}
        {receipt.statement?.name && (
          <>
            <dt>{t`Name given`}</dt>
            <dd>
              <bdi>{receipt.statement.name}</bdi>
            </dd>
          </>
        )}
        <dt>{t`Begun`}</dt>
        <dd>{momentWords(receipt.opened_at, locale)}</dd>
        <dt>{t`Completed`}</dt>
        <dd>{momentWords(receipt.closed_at, locale)}</dd>
        <dt>{t`Received`}</dt>
        <dd>{plural(receipt.received_count, { one: `# file, ${size}`, other: `# files, ${size}` })}</dd>
        {receipt.statement?.note && (
          <>
            <dt>{t`Note`}</dt>
            <dd class="paper-said" dir="auto">
              {receipt.statement.note}
            </dd>
          </>
        )}
      </dl>
      {receipt.studies.length > 0 && (
        <List title={t`Studies`} total={receipt.studies.length} rows={rows}>
          {receipt.studies.slice(0, rows).map((study) => {
            const name = formatPersonName(study.PatientName) || study.PatientID;
            const what = [
              study.ModalitiesInStudy.join(", "),
              study.StudyDescription,
              formatDicomDate(study.StudyDate, locale),
            ].filter(Boolean);
            return (
              <li key={`${study.StudyInstanceUID} ${study.PatientID}`} class="paper-row">
                <span>
                  <bdi>{name || t`Patient without a name`}</bdi>
                  <span class="paper-small">
                    {what.map((part) => (
                      <span key={part}>
                        <bdi>{part}</bdi>
                      </span>
                    ))}
                  </span>
                </span>
                <span class="numeric">
                  {plural(study.instance_count, { one: "# image", other: "# images" })}
                </span>
              </li>
            );
          })}
        </List>
      )}
      <Confirmed answers={receipt.statement?.answers ?? []} rows={rows} />
      <Files title={t`Documents`} files={receipt.documents} rows={rows} />
      <Files title={t`Not accepted`} files={receipt.refused} rows={rows} reasons />
      <Files title={t`Not sent`} files={receipt.unsent} rows={rows} reasons />
      {receipt.left_out.length > 0 && (
        <p class="paper-note">
          {plural(receipt.left_out.length, {
            one: "# file was left out before sending.",
            other: "# files were left out before sending.",
          })}
        </p>
      )}
      <p class="paper-digest">
        {t`Digest of the list of files (SHA-256)`}
        <br />
        <code dir="ltr">{receipt.manifest_digest}</code>
      </p>
    </div>
  );
}

/** What the page had asked about before sending. */
function Confirmed({ answers, rows }: { answers: readonly Answer[]; rows: number }) {
  if (answers.length === 0) return null;
  return (
    <List title={t`Confirmed before sending`} total={answers.length} rows={rows}>
      {answers.slice(0, rows).map(({ question, subject }) => (
        <li key={`${question} ${subject}`} class="paper-row">
          <span>
            {confirmedWords(question)}
            {subject && (
              <span class="paper-small">
                <bdi class="paper-path">{subject}</bdi>
              </span>
            )}
          </span>
        </li>
      ))}
    </List>
  );
}

interface FilesProps {
  title: string;
  files: Receipt["documents"];
  rows: number;
  reasons?: boolean;
}

function Files({ title, files, rows, reasons }: FilesProps) {
  if (files.length === 0) return null;
  return (
    <List title={title} total={files.length} rows={rows}>
      {files.slice(0, rows).map((file) => (
        <li key={file.path} class="paper-row">
          <span>
            <bdi class="paper-path">{file.path}</bdi>
            {reasons && file.sentence && <span class="paper-small">{file.sentence}</span>}
          </span>
          <span class="numeric">{formatBytes(file.size, format())}</span>
        </li>
      ))}
    </List>
  );
}

function List({
  title,
  total,
  rows,
  children,
}: {
  title: string;
  total: number;
  rows: number;
  children: preact.ComponentChildren;
}) {
  return (
    <section class="paper-list">
      <h2 class="paper-label">{title}</h2>
      <ul>
        {children}
        {total > rows && (
          <li class="paper-row">
            {plural(total - rows, {
              one: "and # more, in the full list",
              other: "and # more, in the full list",
            })}
          </li>
        )}
      </ul>
    </section>
  );
}
