import type { Row } from "@/api/content";
import type { Folder } from "@/api/folders";
import { sharedPlace } from "../places";
import { isRowLine, keyOf, type Line, type Lines, type RowLine } from "../tree";
import type { FolderSpot, Spot } from "./dropping";

/** What the folder view shows, as far as it matters where something is put. */
export interface Scene {
  lines: Lines;
  folder: Folder;
  /** The top of one's own folders. */
  rootId: string | undefined;
}

/** What lies under the pointer. */
export interface Hit {
  spot: Spot;
  /** What is marked as the target. */
  element: HTMLElement;
  /** A closed folder, which opens if one waits above it. */
  closed?: Row;
}

/** The shown folder, or one of those that lead to it. */
export function spotOnWay(folder: Folder, id: string): FolderSpot {
  const way = folder.breadcrumbs.map((crumb) => crumb.id);
  const index = way.indexOf(id);
  const crumb = folder.breadcrumbs[index];
  const isShown = id === folder.id;
  return {
    kind: "folder",
    id,
    name: crumb?.name ?? folder.name,
    owner_name: folder.is_own ? "" : folder.owner_name,
    path: index < 0 ? [id] : way.slice(0, index + 1),
    mayAdd: isShown ? folder.rights.may_add : folder.is_own || undefined,
  };
}

/** A folder in the list, at whatever depth. */
export function spotOfRow({ lines, folder }: Scene, key: string): FolderSpot | undefined {
  const line = lines.row(key);
  if (line?.row.kind !== "folder") return undefined;
  const { id, name, owner_name, rights } = line.row;
  const path = [...folder.breadcrumbs.map((crumb) => crumb.id), ...parentsOf(lines, key), id];
  return { kind: "folder", id, name, owner_name, path, mayAdd: rights.may_add };
}

function parentsOf(lines: Lines, key: string): string[] {
  const found: string[] = [];
  for (let at = lines.parentOf(lines.indexOf(key)); at >= 0; at = lines.parentOf(at)) {
    const parent = lines.at(at);
    if (isRowLine(parent)) found.unshift(parent.row.id);
  }
  return found;
}

/** What lies under the pointer, and can be thought of as a place to put something. */
export function hitAt(target: Element, section: HTMLElement, scene: Scene): Hit | null {
  const tab = target.closest<HTMLElement>("[data-place]");
  if (tab?.dataset.place === "trash") return { spot: { kind: "trash" }, element: tab };
  if (tab?.dataset.place === "folders" && scene.rootId !== undefined) {
    const { rootId: id } = scene;
    return {
      spot: { kind: "folder", id, name: "", owner_name: "", path: [id], mayAdd: true },
      element: tab,
    };
  }
  if (tab?.dataset.place === "shared") {
    return { spot: { ...sharedSpot, path: [sharedPlace] }, element: tab };
  }
  const crumb = target.closest<HTMLElement>("[data-crumb]");
  if (crumb?.dataset.crumb) {
    const id = crumb.dataset.crumb;
    if (id === sharedPlace) return { spot: { ...sharedSpot, path: [id] }, element: crumb };
    return { spot: spotOnWay(scene.folder, id), element: crumb };
  }
  const place = target.closest<HTMLElement>("[data-drop-place]");
  if (!place) return null;
  const index = Number(target.closest<HTMLElement>("[data-line]")?.dataset.line ?? -1);
  const line = scene.lines.at(index);
  return (
    (line && hitOnLine(line, section, scene)) ?? {
      spot: spotOnWay(scene.folder, scene.folder.id),
      element: place,
    }
  );
}

/** On a folder itself; on anything else into the folder that it lies in, which is what is marked then. */
function hitOnLine(line: Line, section: HTMLElement, scene: Scene): Hit | null {
  const isFolder = isRowLine(line) && line.row.kind === "folder";
  const key = isFolder ? line.key : `folder:${line.folderId}`;
  const spot = spotOfRow(scene, key);
  // A folder whose content is looked at may itself be far above
  const element = rowElement(section, key) ?? rowElement(section, line.key);
  if (!spot || !element) return null;
  return { spot, element, ...(isFolder && canOpen(line) ? { closed: line.row } : {}) };
}

function rowElement(section: HTMLElement, key: string): HTMLElement | null {
  return section.querySelector<HTMLElement>(`[data-line][data-key="${CSS.escape(key)}"]`);
}

function canOpen(line: RowLine): boolean {
  return !line.isExpanded && line.row.has_children;
}

const sharedSpot = { kind: "folder", id: sharedPlace, name: "", owner_name: "", mayAdd: false } as const;

/** The rows of these keys with the folders they lie in. */
export function fromOf(lines: Lines, rows: readonly Row[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const row of rows) {
    const line = lines.row(keyOf(row));
    if (line) found.set(row.id, line.folderId);
  }
  return found;
}
