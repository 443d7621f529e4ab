/** @jsxImportSource preact */
import { plural, t } from "@lingui/core/macro";
import { useState } from "preact/hooks";
import { formatBytes } from "@/uploads/format";
import type { Selection } from "@/uploads/group";
import type { Preparation, PreparationState } from "@/uploads/prepare";
import { Found } from "./Found";
import { failureSentence } from "./failure-words";
import { chooseAgain } from "./flow/choosing";
import { send } from "./flow/sending";
import type { GuestState } from "./flow/state";
import { LeftOutList, RefusedList } from "./LeftOutList";
import { format } from "./language";
import { Pickers } from "./Pickers";
import { Button, Notice, Progress, StepHeading } from "./parts";
import { Questions } from "./Questions";
import { isNameMissing, StatementPart } from "./StatementPart";
import { answersOf } from "./statement";
import { TakenOut } from "./TakenOut";
import { useStore } from "./use-store";

/** What was found in the chosen files, and what deserves a second look before it is sent. */
export function ReviewStep({ state, preparation }: { state: GuestState; preparation: Preparation }) {
  const prepared = useStore(preparation);
  if (["collecting", "reading", "cleaning"].includes(prepared.phase)) return <Reading prepared={prepared} />;
  if (prepared.phase === "failed" || !prepared.selection) {
    return (
      <section class="card">
        <StepHeading>{t`The files could not be read`}</StepHeading>
        <p>{t`Please choose them again. If they are on a disc, copy them to the computer first.`}</p>
        <Pickers primary />
      </section>
    );
  }
  return <Ready state={state} preparation={preparation} prepared={prepared} selection={prepared.selection} />;
}

function Reading({ prepared: { phase, done, total } }: { prepared: PreparationState }) {
  const number = new Intl.NumberFormat(format());
  const share = phase !== "collecting" && total > 0 ? done / total : null;
  const doneWords = number.format(done);
  const totalWords = number.format(total);
  return (
    <section class="card">
      <StepHeading>{t`Looking at the files`}</StepHeading>
      <Progress label={t`Looking at the files`} value={share} />
      <p class="numeric">
        {phase === "collecting" && t`${doneWords} files found`}
        {phase === "reading" && t`${doneWords} of ${totalWords} files read`}
        {phase === "cleaning" && t`Personal data removed from ${doneWords} of ${totalWords} files`}
      </p>
      <p class="hint">{t`This happens on your computer. Nothing has been sent yet.`}</p>
      <div>
        <Button onClick={chooseAgain}>{t`Cancel`}</Button>
      </div>
    </section>
  );
}

interface ReadyProps {
  state: GuestState;
  preparation: Preparation;
  prepared: PreparationState;
  selection: Selection;
}

function Ready({ state, preparation, prepared, selection }: ReadyProps) {
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const questions = [...prepared.questions];
  const ids = [...questions.map((question) => question.id), ...(state.missing > 0 ? ["missing"] : [])];
  const open = ids.filter((id) => !answered.has(id));
  const limit = overLimit(state, selection);
  const nameMissing = isNameMissing(state.visit, state.words);
  const nothing = selection.files === 0;

  const answer = (id: string, yes: boolean): void => {
    const next = new Set(answered);
    if (yes) next.add(id);
    else next.delete(id);
    setAnswered(next);
  };
  const go = async (): Promise<void> => {
    setAsked(open.length > 0 || nameMissing);
    const first = open[0];
    if (first || nameMissing) {
      document.getElementById(first ? `question-${ids.indexOf(first)}` : "sender-name")?.focus();
      return;
    }
    setBusy(true);
    const policy = state.unfinished?.policy ?? state.visit?.policy;
    await send(answersOf(questions, state.missing, !policy?.deidentified));
    setBusy(false);
  };
  const size = formatBytes(selection.bytes, format());

  return (
    <>
      <section class="card">
        <StepHeading>{nothing ? t`Nothing to send was found` : t`Please check before sending`}</StepHeading>
        <p class="lead">
          {nothing
            ? t`None of the chosen files can be sent. The reasons are given below.`
            : summaryOf(selection)}
        </p>
        {state.failure && (
          <Notice kind="error" alert>
            <p>{failureSentence(state.failure)}</p>
          </Notice>
        )}
        {limit && (
          <Notice kind="error" alert>
            <p>{limit}</p>
          </Notice>
        )}
        <Questions
          questions={questions}
          missing={state.missing}
          ids={ids}
          answered={answered}
          asked={asked}
          onAnswer={answer}
        />
        <Found preparation={preparation} selection={selection} removed={prepared.removed} />
        <TakenOut takenOut={prepared.takenOut} />
        <RefusedList leftOut={selection.leftOut} />
        <LeftOutList leftOut={selection.leftOut} />
        {state.visit && !nothing && <StatementPart visit={state.visit} words={state.words} asked={asked} />}
      </section>
      <div class="actions">
        <div class="actions-more">
          <Pickers primary={nothing} more />
          <Button kind="quiet" onClick={chooseAgain}>
            {t`Start over`}
          </Button>
        </div>
        {!nothing && (
          <Button
            kind="primary"
            icon="upload"
            busy={busy}
            disabled={limit !== null}
            onClick={() => void go()}
          >
            {plural(selection.files, { one: `Send # file (${size})`, other: `Send # files (${size})` })}
          </Button>
        )}
      </div>
    </>
  );
}

function summaryOf(selection: Selection): string {
  const parts: string[] = [];
  const { studies, documents } = selection;
  if (studies.length > 0) parts.push(plural(studies.length, { one: "# study", other: "# studies" }));
  if (documents.length > 0) parts.push(plural(documents.length, { one: "# document", other: "# documents" }));
  const list = new Intl.ListFormat(format(), { type: "conjunction" }).format(parts);
  const size = formatBytes(selection.bytes, format());
  return t`Found: ${list}, ${size} in all.`;
}

function overLimit({ unfinished, visit }: GuestState, selection: Selection): string | null {
  const policy = unfinished?.policy ?? visit?.policy;
  if (!policy) return null;
  if (selection.files > policy.files_most) {
    const most = new Intl.NumberFormat(format()).format(policy.files_most);
    return t`These are more files than can be sent at once (${most}). Please take some out.`;
  }
  if (selection.bytes > policy.bytes_most) {
    const most = formatBytes(policy.bytes_most, format());
    return t`This is more than can be sent at once (${most}). Please take something out.`;
  }
  return null;
}
