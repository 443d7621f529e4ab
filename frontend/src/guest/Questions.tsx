/** @jsxImportSource preact */
import { plural, t } from "@lingui/core/macro";
import type { Question } from "@/uploads/check";
import { formatDicomDate } from "@/uploads/format";
import { questionWords } from "@/uploads/words";
import { Icon } from "./icons";
import { format } from "./language";

interface Props {
  questions: readonly Question[];
  /** Files of an unfinished delivery that were not chosen now. */
  missing: number;
  /** The questions' ids, in the order in which they are shown. */
  ids: readonly string[];
  answered: ReadonlySet<string>;
  /** Sending was asked for while a question was open. */
  asked: boolean;
  onAnswer: (id: string, yes: boolean) => void;
}

/** What should be confirmed before a byte leaves. */
export function Questions({ questions, missing, ids, answered, asked, onAnswer }: Props) {
  if (ids.length === 0) return null;
  return (
    <div class="questions">
      {questions.map((question, index) => {
        const { title, text } = questionWords(question, format());
        return (
          <Box
            key={question.id}
            index={index}
            title={title}
            text={text}
            answered={answered.has(question.id)}
            asked={asked}
            onAnswer={(yes) => onAnswer(question.id, yes)}
          >
            <Details question={question} />
          </Box>
        );
      })}
      {missing > 0 && (
        <Box
          index={ids.length - 1}
          title={plural(missing, {
            one: "# file of the unfinished upload is not among the chosen ones",
            other: "# files of the unfinished upload are not among the chosen ones",
          })}
          text={t`If you send now, the upload will be finished without them, and the receipt will say so.`}
          answered={answered.has("missing")}
          asked={asked}
          onAnswer={(yes) => onAnswer("missing", yes)}
        />
      )}
    </div>
  );
}

interface BoxProps {
  index: number;
  title: string;
  text: string;
  answered: boolean;
  asked: boolean;
  onAnswer: (yes: boolean) => void;
  children?: preact.ComponentChildren;
}

function Box({ index, title, text, answered, asked, onAnswer, children }: BoxProps) {
  const id = `question-${index}`;
  const unanswered = asked && !answered;
  return (
    <div
      class="question"
      data-answered={answered ? "" : undefined}
      data-invalid={unanswered ? "" : undefined}
    >
      <Icon name="warning" />
      <div class="notice-body">
        <h2 class="notice-title" id={`${id}-title`}>
          {title}
        </h2>
        <p id={`${id}-text`}>{text}</p>
        {children}
        <label class="checkbox">
          <input
            id={id}
            type="checkbox"
            checked={answered}
            aria-invalid={unanswered ? "true" : undefined}
            aria-describedby={`${id}-title ${id}-text${unanswered ? ` ${id}-error` : ""}`}
            onChange={(event) => onAnswer(event.currentTarget.checked)}
          />
          <span>{t`I have checked this; send it as it is.`}</span>
        </label>
        {unanswered && (
          <p class="error" id={`${id}-error`} role="alert">
            <Icon name="error" size={16} />
            <span>{t`Please confirm, or choose the files again.`}</span>
          </p>
        )}
      </div>
    </div>
  );
}

function Details({ question }: { question: Question }) {
  if ("patients" in question) {
    return (
      <ul class="bullets">
        {question.patients.map(({ patient, PatientID, PatientBirthDate }) => (
          <li key={`${patient} ${PatientID}`}>
            <bdi>{patient || t`no name`}</bdi>
            {PatientBirthDate && `, ${formatDicomDate(PatientBirthDate, format())}`}
            {PatientID && (
              <>
                {" · "}
                <bdi>{PatientID}</bdi>
              </>
            )}
          </li>
        ))}
      </ul>
    );
  }
  if (question.kind === "missing-instances" && question.study.patient) {
    return (
      <p class="row-sub">
        <bdi>{question.study.patient}</bdi>, {formatDicomDate(question.study.StudyDate, format())}{" "}
        <bdi>{question.study.StudyDescription}</bdi>
      </p>
    );
  }
  return null;
}
