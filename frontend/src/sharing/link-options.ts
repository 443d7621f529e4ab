import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Installation } from "@/api/installation";
import type { Link, NewLinks } from "@/api/links";

/** Everything below "More options". */
export interface LinkOptions {
  accepts: NonNullable<NewLinks["accepts"]>;
  /** Null: as the installation has it; the same of `bytesMost`. */
  filesMost: number | null;
  bytesMost: number | null;
  askName: boolean;
  askNote: boolean;
  expectedPatient: ExpectedPatient;
  /** The page takes out who the patient is: DICOM only, and nobody in particular expected. */
  deidentified: boolean;
  maySee: boolean;
  mayDownload: boolean;
  notify: boolean;
  remind: boolean;
}

/** Whose studies are awaited; what is empty is not compared. */
export interface ExpectedPatient {
  name: string;
  patientId: string;
  /** As the calendar has it: 2026-02-28. */
  birthDate: string | null;
}

/** The server's names of the fields, so that its verdicts land where ours do. */
export const optionFields = [
  "accepts",
  "files_most",
  "bytes_most",
  "ask_name",
  "ask_note",
  "expected_patient",
  "deidentified",
  "may_see",
  "may_download",
  "notify",
  "remind",
] as const;
export type OptionField = (typeof optionFields)[number];

export const patientNameMost = 120;
export const patientIdMost = 64;

const nobody: ExpectedPatient = { name: "", patientId: "", birthDate: null };

/** What an administrator has set, and the form begins with. */
export function defaultOptions(installation: Installation): LinkOptions {
  return {
    accepts: installation.link_accepts_default,
    filesMost: null,
    bytesMost: null,
    askName: false,
    askNote: false,
    expectedPatient: nobody,
    deidentified: false,
    maySee: false,
    mayDownload: false,
    notify: installation.link_notify_default,
    remind: installation.link_remind_default,
  };
}

/** A link's options as they are, to change them. */
export function optionsOf(link: Link, installation: Installation): LinkOptions {
  const { accepts, files_most, bytes_most } = link.policy;
  const patient = link.expected_patient;
  return {
    accepts,
    filesMost: files_most === installation.link_files_most_default ? null : files_most,
    bytesMost: bytes_most === installation.link_bytes_most_default ? null : bytes_most,
    askName: link.ask_name,
    askNote: link.ask_note,
    expectedPatient: {
      name: patient?.name ?? "",
      patientId: patient?.patient_id ?? "",
      birthDate: withDashes(patient?.birth_date),
    },
    deidentified: link.policy.deidentified ?? false,
    maySee: link.may_see,
    mayDownload: link.may_download,
    notify: link.notify,
    remind: link.remind,
  };
}

/** The options as the API wants them, for new links and for changes alike. */
export function optionsForApi(options: LinkOptions, installation: Installation) {
  const { name, patientId, birthDate } = options.expectedPatient;
  const patient = {
    ...(name.trim() && { name: name.trim() }),
    ...(patientId.trim() && { patient_id: patientId.trim() }),
    ...(birthDate && { birth_date: birthDate.replaceAll("-", "") }),
  };
  return {
    accepts: options.accepts,
    files_most: options.filesMost ?? installation.link_files_most_default,
    bytes_most: options.bytesMost ?? installation.link_bytes_most_default,
    ask_name: options.askName,
    ask_note: options.askNote,
    expected_patient: Object.keys(patient).length > 0 ? patient : null,
    deidentified: options.deidentified,
    may_see: options.maySee,
    may_download: options.maySee && options.mayDownload,
    notify: options.notify,
    remind: options.remind,
  };
}

/** What is wrong with the options; the server judges by the same rules. */
export function judgeOptions(
  options: LinkOptions,
  installation: Installation,
): Partial<Record<OptionField, MessageDescriptor>> {
  const { name, patientId } = options.expectedPatient;
  const filesMost = installation.delivery_files_most;
  const gigabytesMost = (installation.delivery_bytes_most / 1e9).toPrecision(3).replace(/\.?0+$/, "");
  const verdicts: Partial<Record<OptionField, MessageDescriptor>> = {};
  if (options.filesMost !== null) {
    if (!Number.isInteger(options.filesMost) || options.filesMost < 1) {
      verdicts.files_most = msg`At least one file must be allowed.`;
    } else if (options.filesMost > filesMost) {
      verdicts.files_most = msg`At most ${filesMost} files can be sent at once.`;
    }
  }
  if (options.bytesMost !== null) {
    if (options.bytesMost < 1) verdicts.bytes_most = msg`Please enter a size, or leave it empty.`;
    else if (options.bytesMost > installation.delivery_bytes_most) {
      verdicts.bytes_most = msg`At most ${gigabytesMost} GB can be sent at once.`;
    }
  }
  if (name.trim().length > patientNameMost) {
    verdicts.expected_patient = msg`The name may have at most ${patientNameMost} characters.`;
  } else if (patientId.trim().length > patientIdMost) {
    verdicts.expected_patient = msg`The patient ID may have at most ${patientIdMost} characters.`;
  }
  return verdicts;
}

/** The part of the draft that an option's verdict is about: it is forgotten when that changes. */
export const ownerOfOption: Record<OptionField, keyof LinkOptions> = {
  accepts: "accepts",
  files_most: "filesMost",
  bytes_most: "bytesMost",
  ask_name: "askName",
  ask_note: "askNote",
  expected_patient: "expectedPatient",
  deidentified: "deidentified",
  may_see: "maySee",
  may_download: "mayDownload",
  notify: "notify",
  remind: "remind",
};

/** The options with who the patient is left out, or not: what can't go together with it is taken back. */
export function withDeidentification(deidentified: boolean): Partial<LinkOptions> {
  return deidentified ? { deidentified, accepts: "dicom", expectedPatient: nobody } : { deidentified };
}

function withDashes(day: string | undefined): string | null {
  const [, year, month, date] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(day ?? "") ?? [];
  return year ? `${year}-${month}-${date}` : null;
}
