import type { ChosenSeries, ChosenStudy, Selection } from "./group";

/** An inclusive range of instance numbers. */
export type NumberRange = readonly [first: number, last: number];

/** Something that a person should confirm before a byte is sent. `id` stays the same for the same finding. */
export type Question =
  | {
      kind: "missing-instances";
      id: string;
      study: ChosenStudy;
      series: ChosenSeries;
      missing: NumberRange[];
      count: number;
    }
  | { kind: "dicomdir-absent"; id: string; paths: string[]; count: number }
  | {
      kind: "several-patients";
      id: string;
      patients: { patient: string; PatientID: string; PatientBirthDate: string }[];
    }
  | { kind: "unexpected-patient"; id: string; expected: ExpectedPatient; studies: ChosenStudy[] };

/** Whom the sharer said to expect; empty fields are not compared. */
export interface ExpectedPatient {
  name?: string;
  id?: string;
  birthDate?: string;
}

/** Everything about a selection that deserves a question. `known` are the paths that were there to choose from. */
export function checkSelection(selection: Selection, expected?: ExpectedPatient): Question[] {
  return [
    ...severalPatients(selection),
    ...unexpectedPatient(selection, expected),
    ...absentFromDirectory(selection),
    ...missingInstances(selection),
  ];
}

function missingInstances(selection: Selection): Question[] {
  const questions: Question[] = [];
  for (const study of selection.studies) {
    for (const series of study.series) {
      const missing = instanceGaps(series.instances.map((instance) => instance.header.InstanceNumber));
      if (missing.length === 0) continue;
      const count = missing.reduce((sum, [first, last]) => sum + last - first + 1, 0);
      questions.push({
        kind: "missing-instances",
        id: `missing-instances ${series.SeriesInstanceUID}`,
        study,
        series,
        missing,
        count,
      });
    }
  }
  return questions;
}

/**
 * Gaps within instance numbers, as inclusive ranges.
 *
 * None when some instance has no number, when the numbers step evenly by more than one (interleaved acquisitions are
 * split into series that way), or when more seem missing than are there: then the numbers count something else.
 */
export function instanceGaps(numbers: readonly (number | null)[]): NumberRange[] {
  const known = numbers.filter((number) => number !== null);
  if (known.length < numbers.length) return [];
  const ordered = [...new Set(known)].sort((a, b) => a - b);
  const gaps: NumberRange[] = [];
  let missing = 0;
  const steps = new Set<number>();
  for (let index = 1; index < ordered.length; index += 1) {
    const before = ordered[index - 1] ?? 0;
    const after = ordered[index] ?? 0;
    steps.add(after - before);
    if (after - before > 1) {
      gaps.push([before + 1, after - 1]);
      missing += after - before - 1;
    }
  }
  const evenSteps = steps.size === 1 && ordered.length > 2;
  return evenSteps || missing > ordered.length ? [] : gaps;
}

function absentFromDirectory(selection: Selection): Question[] {
  if (selection.referenced.length === 0) return [];
  // ISO 9660 shows names in capitals or not, with a dot or a version behind them, as the operating system likes.
  const present = new Set(
    [
      ...selection.studies.flatMap((study) => study.series.flatMap((series) => series.instances)),
      ...selection.documents,
      ...selection.leftOut,
    ].map((file) => isoName(file.path)),
  );
  const paths = selection.referenced.filter((path) => !present.has(isoName(path)));
  if (paths.length === 0) return [];
  return [{ kind: "dicomdir-absent", id: "dicomdir-absent", paths, count: paths.length }];
}

function isoName(path: string): string {
  return path
    .toLowerCase()
    .replace(/;\d+$/, "")
    .replace(/\.(dcm)?$/, "");
}

function severalPatients(selection: Selection): Question[] {
  const patients = new Map<string, { patient: string; PatientID: string; PatientBirthDate: string }>();
  for (const { patient, PatientID, PatientBirthDate } of selection.studies) {
    const key = identity(patient, PatientID, PatientBirthDate);
    if (!patients.has(key)) patients.set(key, { patient, PatientID, PatientBirthDate });
  }
  if (patients.size < 2) return [];
  return [{ kind: "several-patients", id: "several-patients", patients: [...patients.values()] }];
}

/** Two hospitals give one person two IDs, so a name with a birth date tells more than an ID. */
function identity(patient: string, id: string, birthDate: string): string {
  return patient && birthDate
    ? `${comparable(patient)} ${birthDate}`
    : `${comparable(patient)} ${id} ${birthDate}`;
}

function unexpectedPatient(selection: Selection, expected?: ExpectedPatient): Question[] {
  if (!expected) return [];
  const studies = selection.studies.filter((study) => !isExpected(study, expected));
  if (studies.length === 0) return [];
  return [{ kind: "unexpected-patient", id: "unexpected-patient", expected, studies }];
}

function isExpected(study: ChosenStudy, expected: ExpectedPatient): boolean {
  const digits = (date: string): string => date.replace(/\D/g, "");
  if (expected.id && study.PatientID && comparable(expected.id) !== comparable(study.PatientID)) return false;
  if (
    expected.birthDate &&
    study.PatientBirthDate &&
    digits(expected.birthDate) !== digits(study.PatientBirthDate)
  )
    return false;
  if (expected.name && study.patient) {
    const there = new Set(words(study.PatientName));
    return words(expected.name).every((word) => there.has(word));
  }
  return true;
}

function words(name: string): string[] {
  return comparable(name)
    .split(/[\s^=,.]+/)
    .filter(Boolean);
}

/** Case and accents away: `Müller` and `MULLER` are written for one person. */
function comparable(value: string): string {
  return value.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
