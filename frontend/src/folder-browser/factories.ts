import type { Content, Row } from "@/api/content";
import type { Folder } from "@/api/folders";
import type { Listing } from "./tree";

/** Rows and folders for tests, as the API gives them. */
export function aFolderRow(name: string, change: Partial<Row> = {}): Row {
  return {
    kind: "folder",
    id: name,
    name,
    study_id: null,
    document_id: null,
    PatientID: "",
    PatientBirthDate: "",
    PatientSex: "",
    StudyDate: "",
    StudyDescription: "",
    AccessionNumber: "",
    ModalitiesInStudy: [],
    series_count: null,
    instance_count: null,
    size: null,
    variant: 0,
    conflicts: 0,
    incomplete: false,
    media_type: null,
    added_at: "2026-02-01T10:00:00Z",
    added_by: "Dr Ada Example",
    added_via: "created",
    new: false,
    has_children: true,
    active_links: [],
    rights: { may_add: true, may_rename: true, may_delete: true, may_share: true, may_grant: true },
    etag: "",
    owner_name: "",
    shared_until: null,
    colleagues: [],
    ...change,
  };
}

export function aStudyRow(name: string, change: Partial<Row> = {}): Row {
  return aFolderRow(name, {
    kind: "study",
    id: `entry-${name}`,
    study_id: `study-${name}`,
    PatientID: "P-1",
    StudyDate: "20260131",
    ModalitiesInStudy: ["CT"],
    series_count: 2,
    instance_count: 300,
    size: 150_000_000,
    added_via: "link",
    has_children: false,
    ...change,
  });
}

export function aDocumentRow(name: string, change: Partial<Row> = {}): Row {
  return aFolderRow(name, {
    kind: "document",
    id: `entry-${name}`,
    document_id: `document-${name}`,
    media_type: "application/pdf",
    size: 80_000,
    added_via: "upload",
    has_children: false,
    ...change,
  });
}

export function aFolder(name: string, change: Partial<Folder> = {}): Folder {
  return {
    id: name,
    name,
    parent_id: "root",
    breadcrumbs: [
      { id: "root", name: "" },
      { id: name, name },
    ],
    rights: { may_add: true, may_rename: true, may_delete: true, may_share: true, may_grant: true },
    created_at: "2026-02-01T10:00:00Z",
    etag: "",
    is_own: true,
    owner_name: "",
    shared_until: null,
    ...change,
  };
}

export function theRoot(change: Partial<Folder> = {}): Folder {
  return aFolder("root", {
    name: "",
    parent_id: null,
    breadcrumbs: [{ id: "root", name: "" }],
    rights: { may_add: true, may_rename: false, may_delete: false, may_share: false, may_grant: false },
    ...change,
  });
}

export function aContent(rows: readonly Row[], change: Partial<Content> = {}): Content {
  return {
    folder: theRoot(),
    activeLinks: [],
    total: rows.length,
    pages: new Map([[0, rows]]),
    gone: new Set(),
    etag: null,
    ...change,
  };
}

export function ready(rows: readonly Row[], change: Partial<Content> = {}): Listing {
  return { state: "ready", content: aContent(rows, change) };
}
