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
      patients: Patient[];
    }
  /** Not the patient who is expected, whom nobody names here. */
  | { kind: "unexpected-patient"; id: string; patients: Patient[] }
  /** Who the patient is gets removed, and these may have it written into their pixels. */
  | { kind: "drawn-names"; id: string; count: number }
  /** Somebody in particular is expected, and the server could not say whether these are they. */
  | { kind: "unchecked-patient"; id: string; patients: Patient[] };

/** A patient as the files name them. */
export type Patient = Pick<ChosenStudy, "patient" | "PatientName" | "PatientID" | "PatientBirthDate">;

/** Whether a patient is the one who is expected; undefined if that could not be found out. */
export type IsExpected = (patient: Patient) => boolean | undefined;

const anybody: IsExpected = () => true;

/** Everything about a selection that deserves a question. */
export function checkSelection(selection: Selection, isExpected: IsExpected = anybody): Question[] {
  return [
    ...severalPatients(selection),
    ...unexpectedPatients(selection, isExpected),
    ...drawnNames(selection),
    ...absentFromDirectory(selection),
    ...missingInstances(selection),
  ];
}

/** The patients of some studies, each once, just as the files write them. */
export function patientsOf(studies: readonly Patient[]): Patient[] {
  return [...new Map(studies.map((study) => [patientKey(study), study])).values()];
}

export function patientKey({ PatientName, PatientID, PatientBirthDate }: Patient): string {
  return JSON.stringify([PatientName, PatientID, PatientBirthDate]);
}

/** Kinds of pictures that devices write names into (PS3.3 C.7.3.1.1.1). */
const DRAWN = new Set(["US", "IVUS", "OT", "SC", "XC", "ES", "GM", "DOC", "DMS"]);
/** Secondary capture, in all its forms: screenshots, mostly. */
const SCREENSHOTS = "1.2.840.10008.5.1.4.1.1.7";

function drawnNames(selection: Selection): Question[] {
  const instances = selection.studies.flatMap((study) =>
    study.series.flatMap((series) => series.instances.filter(({ cleaned }) => cleaned)),
  );
  const count = instances.filter(
    ({ header }) => DRAWN.has(header.Modality) || header.SOPClassUID.startsWith(SCREENSHOTS),
  ).length;
  return count === 0 ? [] : [{ kind: "drawn-names", id: "drawn-names", count }];
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
  const patients = new Map<string, Patient>();
  for (const study of selection.studies) {
    const key = identity(study.patient, study.PatientID, study.PatientBirthDate);
    if (!patients.has(key)) patients.set(key, study);
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

function unexpectedPatients(selection: Selection, isExpected: IsExpected): Question[] {
  const patients = patientsOf(selection.studies);
  const others = patients.filter((patient) => isExpected(patient) === false);
  const unchecked = patients.filter((patient) => isExpected(patient) === undefined);
  const questions: Question[] = [];
  if (others.length > 0)
    questions.push({ kind: "unexpected-patient", id: "unexpected-patient", patients: others });
  if (unchecked.length > 0)
    questions.push({ kind: "unchecked-patient", id: "unchecked-patient", patients: unchecked });
  return questions;
}

/** Case and accents away: `Müller` and `MULLER` are written for one person. */
function comparable(value: string): string {
  return value.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
