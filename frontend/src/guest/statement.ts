import type { components } from "@/api/schema";
import type { Question } from "@/uploads/check";
import { seriesName } from "@/uploads/words";

export type Statement = components["schemas"]["Statement"];
export type Answer = components["schemas"]["Answer"];

/** Who sends, and what they want to say with it. */
export interface Words {
  name: string;
  note: string;
}

/** As long as the server takes a subject, and as many answers. */
const LONGEST = 200;
const MOST = 200;

/**
 * What was confirmed before sending, as the receipt keeps it. `missing`: files of the unfinished delivery; where nobody must
 * be told who the patient is (`namesPatients`), only what was asked, not of what.
 */
export function answersOf(questions: readonly Question[], missing: number, namesPatients = true): Answer[] {
  const answers = questions.map((question) =>
    answered(codeOf(question), namesPatients ? subjectOf(question) : ""),
  );
  if (missing > 0) answers.push(answered("missing_files", ""));
  return answers.slice(0, MOST);
}

/** The answers, with what became unreadable while sending and was left behind. */
export function withDamaged(answers: readonly Answer[], paths: readonly string[]): Answer[] {
  if (paths.length === 0) return [...answers];
  const damaged: Answer = { question: "damaged_files", subject: short(paths), answer: "left_out" };
  return [...answers.slice(0, MOST - 1), damaged];
}

function answered(question: Answer["question"], subject: string): Answer {
  return { question, subject, answer: "send_anyway" };
}

function codeOf({ kind }: Question): Answer["question"] {
  switch (kind) {
    case "missing-instances":
      return "gaps";
    case "dicomdir-absent":
      return "missing_files";
    case "several-patients":
      return "several_patients";
    case "unexpected-patient":
    case "unchecked-patient":
      return "other_patient";
    case "drawn-names":
      return "drawn_names";
  }
}

/** What a question is about, in names of the files' own. */
function subjectOf(question: Question): string {
  switch (question.kind) {
    case "missing-instances": {
      const { patient, PatientID } = question.study;
      const { SeriesDescription, Modality } = question.series;
      return short([patient || PatientID, seriesName(SeriesDescription, Modality)].filter(Boolean));
    }
    case "dicomdir-absent":
      return short(question.paths);
    case "drawn-names":
      return "";
    default:
      return short(question.patients.map(({ patient, PatientID }) => patient || PatientID).filter(Boolean));
  }
}

/** As many as fit, with a sign that there are more. */
function short(parts: readonly string[]): string {
  const whole = parts.join(", ");
  return whole.length <= LONGEST ? whole : `${whole.slice(0, LONGEST - 1)}…`;
}
