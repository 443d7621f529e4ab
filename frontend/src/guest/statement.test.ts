import { expect, test } from "vitest";
import type { Question } from "@/uploads/check";
import { answersOf, withDamaged } from "./statement";

const absent = (paths: string[]): Question => ({
  kind: "dicomdir-absent",
  id: "x",
  paths,
  count: paths.length,
});
const patient = { patient: "Elsa Berg", PatientName: "Berg^Elsa", PatientID: "7", PatientBirthDate: "" };

test("each question that was confirmed stands in the statement, with what it was about", () => {
  const questions: Question[] = [
    absent(["CR1/6154"]),
    { kind: "several-patients", id: "y", patients: [patient, { ...patient, patient: "" }] },
    { kind: "unexpected-patient", id: "z", patients: [patient] },
  ];
  expect(answersOf(questions, 3)).toEqual([
    { question: "missing_files", subject: "CR1/6154", answer: "send_anyway" },
    { question: "several_patients", subject: "Elsa Berg, 7", answer: "send_anyway" },
    { question: "other_patient", subject: "Elsa Berg", answer: "send_anyway" },
    { question: "missing_files", subject: "", answer: "send_anyway" },
  ]);
});

test("no subject and no list is longer than the server takes", () => {
  const many = Array.from({ length: 300 }, (_, index) => absent([`IMAGES/IM${index}`.repeat(30)]));
  const answers = withDamaged(answersOf(many, 1), ["A.dcm"]);
  expect(answers).toHaveLength(200);
  expect(answers.at(-1)).toEqual({ question: "damaged_files", subject: "A.dcm", answer: "left_out" });
  expect(answers.every(({ subject }) => subject.length <= 200)).toBe(true);
});

test("whoever sends everything as it is says nothing more", () => {
  expect(withDamaged(answersOf([], 0), [])).toEqual([]);
});
