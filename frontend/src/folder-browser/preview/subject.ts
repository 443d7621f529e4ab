import type { Mark, Row } from "@/api/content";
import type { Folder } from "@/api/folders";
import { sharedPlace } from "../places";

/** A folder as the preview shows it, selected in the list or being the list itself. */
export interface ShownFolder {
  id: string;
  name: string;
  /** Whether it is a row, which can be opened. */
  row: Row | null;
  links: readonly Mark[];
  /** Empty for what is one's own. */
  ownerName: string;
  sharedUntil: string | null;
  createdAt: string;
  createdBy: string;
}

/** What the preview is about. */
export type Subject =
  | { kind: "folder"; folder: ShownFolder }
  | { kind: "shared" }
  | { kind: "study"; row: Row }
  | { kind: "document"; row: Row }
  | { kind: "several"; rows: readonly Row[] };

/** What is selected; where nothing is, the folder that is shown. */
export function subjectOf(
  selection: readonly Row[],
  shown: { folder: Folder; activeLinks: readonly Mark[] },
): Subject {
  const [row] = selection;
  if (row === undefined) return ofPlace(shown);
  if (selection.length > 1) return { kind: "several", rows: selection };
  if (row.kind !== "folder") return { kind: row.kind, row };
  return {
    kind: "folder",
    folder: {
      id: row.id,
      name: row.name,
      row,
      links: row.active_links,
      ownerName: row.owner_name,
      sharedUntil: row.shared_until,
      createdAt: row.added_at,
      createdBy: row.added_by,
    },
  };
}

function ofPlace({ folder, activeLinks }: { folder: Folder; activeLinks: readonly Mark[] }): Subject {
  if (folder.id === sharedPlace) return { kind: "shared" };
  return {
    kind: "folder",
    folder: {
      id: folder.id,
      name: folder.name,
      row: null,
      links: activeLinks,
      ownerName: folder.owner_name,
      sharedUntil: folder.shared_until,
      createdAt: folder.created_at,
      createdBy: "",
    },
  };
}

/** Another key is another thing: what was unfolded or turned to in the last one is forgotten. */
export function keyOfSubject(subject: Subject): string {
  switch (subject.kind) {
    case "folder":
      return `folder:${subject.folder.id}`;
    case "shared":
    case "several":
      return subject.kind;
    default:
      return `${subject.kind}:${subject.row.id}`;
  }
}

/** What several rows are together. */
export interface Summary {
  folders: number;
  studies: number;
  documents: number;
  /** Bytes, of studies and documents. */
  size: number;
  /** How many patients the studies are of, as far as patient ID and name tell. */
  patients: number;
  /** DICOM DA; "" where no study has a date. */
  firstDate: string;
  lastDate: string;
  modalities: readonly string[];
}

export function summaryOf(rows: readonly Row[]): Summary {
  const studies = rows.filter((row) => row.kind === "study");
  const dates = studies
    .map((row) => row.StudyDate)
    .filter(Boolean)
    .sort();
  return {
    folders: rows.filter((row) => row.kind === "folder").length,
    studies: studies.length,
    documents: rows.filter((row) => row.kind === "document").length,
    size: rows.reduce((sum, row) => sum + (row.size ?? 0), 0),
    patients: new Set(studies.map((row) => `${row.PatientID}\n${row.name}`)).size,
    firstDate: dates[0] ?? "",
    lastDate: dates.at(-1) ?? "",
    modalities: [...new Set(studies.flatMap((row) => row.ModalitiesInStudy))].sort(),
  };
}
