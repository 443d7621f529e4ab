import { formatPersonName } from "@/i18n/person-name";
import { viewerPartTest } from "./clutter";
import { byPath, type Collection, type LeftOutFile } from "./collect";
import type { Refusal } from "./deidentify/clean";
import type { InstanceHeader } from "./header";
import type { ScannedFile } from "./scan";
import type { FileKind } from "./sniff";

/** What a delivery's policy lets in. */
export type Acceptance = "dicom" | "dicom_and_documents" | "anything";

/** Why a file stays where it is. Codes; the views put them into words. */
export type LeftOutReason =
  | LeftOutFile["reason"]
  /** A DICOM object without the UIDs by which it would be filed. */
  | "dicom-without-uid"
  /** The index of a CD: read for checking, of no use once the images are filed. */
  | "dicomdir"
  /** A ZIP or the like that could not be unpacked here. */
  | "archive"
  | "web_page"
  | "documents-not-accepted"
  | "kind-not-accepted"
  /** Byte for byte the same as another file of this choice. */
  | "duplicate"
  /** Who the patient is can't be taken out with certainty. */
  | "cannot-deidentify"
  /** Taken out by hand, before sending. */
  | "removed-by-sender";

export interface LeftOut {
  path: string;
  size: number;
  lastModified: number;
  reason: LeftOutReason;
}

/** A file that will be sent. */
export interface ChosenFile {
  path: string;
  file: File;
}

export interface ChosenInstance extends ChosenFile {
  header: InstanceHeader;
  /** What is sent in its place: the same without who the patient is. */
  cleaned?: ChosenFile;
}

export interface ChosenSeries {
  SeriesInstanceUID: string;
  Modality: string;
  SeriesNumber: number | null;
  SeriesDescription: string;
  instances: ChosenInstance[];
}

/** One study of one patient. The same UID under two patients makes two. */
export interface ChosenStudy {
  /** Tells this study from the others of the choice; stable for the same files. */
  key: string;
  StudyInstanceUID: string;
  PatientName: string;
  /** The name as people write it. */
  patient: string;
  PatientID: string;
  IssuerOfPatientID: string;
  PatientBirthDate: string;
  StudyDate: string;
  StudyDescription: string;
  AccessionNumber: string;
  modalities: string[];
  series: ChosenSeries[];
  /** Instances, and the images they hold: a multi-frame instance holds many. */
  instances: number;
  images: number;
  bytes: number;
}

export interface ChosenDocument extends ChosenFile {
  type: FileKind;
}

/** A choice, put in order: what a person sees before anything is sent. */
export interface Selection {
  studies: ChosenStudy[];
  documents: ChosenDocument[];
  leftOut: LeftOut[];
  /** Paths (with the DICOMDIR's folder before them) that the DICOMDIRs among the files name. */
  referenced: string[];
  bytes: number;
  files: number;
}

const DOCUMENT_KINDS: ReadonlySet<FileKind> = new Set<FileKind>(["pdf", "image", "video", "office", "text"]);

/**
 * Puts scanned files in order. `duplicates` are paths that are known to hold the same bytes as another file; `cleaned` has,
 * where it must not be said who the patient is, what is sent instead, by path, or why nothing is.
 */
export function groupFiles(
  scanned: readonly ScannedFile[],
  leftOutBefore: Collection["leftOut"],
  acceptance: Acceptance,
  duplicates: ReadonlySet<string> = new Set(),
  cleaned?: ReadonlyMap<string, ChosenFile | Refusal>,
): Selection {
  const isViewerPart = lazily(() =>
    viewerPartTest(
      [...scanned, ...leftOutBefore].map((file) => file.path),
      leftOutBefore.filter((file) => file.reason === "viewer-program").map((file) => file.path),
    ),
  );
  const instances: ChosenInstance[] = [];
  const documents: ChosenDocument[] = [];
  const leftOut: LeftOut[] = [...leftOutBefore];
  const referenced: string[] = [];
  for (const { path, file, result } of scanned) {
    const leave = (reason: LeftOutReason): void => {
      leftOut.push({ path, size: file.size, lastModified: file.lastModified, reason });
    };
    if (duplicates.has(path)) leave("duplicate");
    else if (result.kind === "unreadable") leave("unreadable");
    else if (result.kind === "dicomdir") {
      const folder = path.slice(0, path.lastIndexOf("/") + 1);
      referenced.push(...result.referenced.map((id) => folder + id));
      leave("dicomdir");
    } else if (result.kind === "instance") {
      const instead = cleaned?.get(path);
      if (!isComplete(result.header)) leave("dicom-without-uid");
      else if (!cleaned) instances.push({ path, file, header: result.header });
      else if (typeof instead === "object")
        instances.push({ path, file, header: result.header, cleaned: instead });
      else leave(instead ?? "cannot-deidentify");
    } else if (isViewerPart()(path)) leave("viewer-part");
    else {
      const refused = refusal(result.type, acceptance);
      if (refused) leave(refused);
      else documents.push({ path, file, type: result.type });
    }
  }
  const studies = groupStudies(instances);
  return {
    studies,
    documents: documents.sort(byPath),
    leftOut: leftOut.sort(byPath),
    referenced,
    bytes: sizeOf(instances) + sizeOf(documents),
    files: instances.length + documents.length,
  };
}

/** Made at the first use: with nothing but images, which is the rule for large choices, it is never needed. */
function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function isComplete(header: InstanceHeader): boolean {
  return Boolean(header.StudyInstanceUID && header.SeriesInstanceUID && header.SOPInstanceUID);
}

function refusal(type: FileKind, acceptance: Acceptance): LeftOutReason | undefined {
  if (type === "program") return "viewer-program";
  if (type === "archive") return "archive";
  if (type === "web-page") return "web_page";
  if (acceptance === "anything") return undefined;
  if (!DOCUMENT_KINDS.has(type)) return "kind-not-accepted";
  return acceptance === "dicom" ? "documents-not-accepted" : undefined;
}

/** Study UID alone joins nothing: the patient has to be the same, too. */
function studyKey(header: InstanceHeader): string {
  return [
    header.StudyInstanceUID,
    header.PatientID,
    header.IssuerOfPatientID,
    header.PatientName,
    header.PatientBirthDate,
  ].join("\n");
}

function groupStudies(instances: readonly ChosenInstance[]): ChosenStudy[] {
  const groups = new Map<string, ChosenInstance[]>();
  for (const instance of instances) {
    const key = studyKey(instance.header);
    const group = groups.get(key);
    if (group) group.push(instance);
    else groups.set(key, [instance]);
  }
  return [...groups].map(([key, members]) => studyOf(key, members)).sort(byPatientThenDate);
}

function studyOf(key: string, instances: ChosenInstance[]): ChosenStudy {
  // A value that one instance lacks is taken from the first that has it.
  const first = (keyword: keyof InstanceHeader): string =>
    String(instances.find((instance) => instance.header[keyword])?.header[keyword] ?? "");
  const series = groupSeries(instances);
  return {
    key,
    StudyInstanceUID: first("StudyInstanceUID"),
    PatientName: first("PatientName"),
    patient: formatPersonName(first("PatientName")),
    PatientID: first("PatientID"),
    IssuerOfPatientID: first("IssuerOfPatientID"),
    PatientBirthDate: first("PatientBirthDate"),
    StudyDate: first("StudyDate"),
    StudyDescription: first("StudyDescription"),
    AccessionNumber: first("AccessionNumber"),
    modalities: [...new Set(series.map((one) => one.Modality).filter(Boolean))].sort(),
    series,
    instances: instances.length,
    images: instances.reduce((sum, instance) => sum + instance.header.NumberOfFrames, 0),
    bytes: sizeOf(instances),
  };
}

function groupSeries(instances: readonly ChosenInstance[]): ChosenSeries[] {
  const groups = new Map<string, ChosenSeries>();
  for (const instance of instances) {
    const { SeriesInstanceUID, Modality, SeriesNumber, SeriesDescription } = instance.header;
    const series = groups.get(SeriesInstanceUID);
    if (series) series.instances.push(instance);
    else {
      groups.set(SeriesInstanceUID, {
        SeriesInstanceUID,
        Modality,
        SeriesNumber,
        SeriesDescription,
        instances: [instance],
      });
    }
  }
  for (const series of groups.values()) series.instances.sort(byPath);
  return [...groups.values()].sort(
    (a, b) =>
      (a.SeriesNumber ?? Number.MAX_SAFE_INTEGER) - (b.SeriesNumber ?? Number.MAX_SAFE_INTEGER) ||
      compare(a.SeriesInstanceUID, b.SeriesInstanceUID),
  );
}

function byPatientThenDate(a: ChosenStudy, b: ChosenStudy): number {
  return (
    compare(a.PatientName, b.PatientName) ||
    compare(a.PatientID, b.PatientID) ||
    compare(b.StudyDate, a.StudyDate) ||
    compare(a.key, b.key)
  );
}

function compare(a: string, b: string): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

function sizeOf(files: readonly ChosenFile[]): number {
  return files.reduce((sum, { file }) => sum + file.size, 0);
}

/** A selection without some of its studies and documents, told by study key and path. */
export function without(selection: Selection, removed: ReadonlySet<string>): Selection {
  const studies = selection.studies.filter((study) => !removed.has(study.key));
  const documents = selection.documents.filter((document) => !removed.has(document.path));
  return {
    ...selection,
    studies,
    documents,
    bytes: studies.reduce((sum, study) => sum + study.bytes, 0) + sizeOf(documents),
    files: studies.reduce((sum, study) => sum + study.instances, 0) + documents.length,
  };
}
