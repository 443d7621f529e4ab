import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import {
  ExternalLink,
  FolderPlus,
  Link2,
  type LucideIcon,
  PencilLine,
  RefreshCw,
  Share2,
  Trash2,
  Upload,
} from "lucide-react";
import type { Mark, Row } from "@/api/content";
import type { Folder } from "@/api/folders";

/** What the actions are judged by: what is selected, and the folder that is shown. */
export interface Situation {
  /** In the order of the list. */
  selection: readonly Row[];
  folder: Folder;
  /** The active upload links of the shown folder itself. */
  activeLinks: readonly Mark[];
}

/** What the actions do, given by FolderBrowser. */
export interface Hands {
  newFolder(parent: { id: string; name: string }): void;
  rename(folder: { id: string; name: string }): void;
  trash(rows: readonly Row[]): void;
  share(folder: { id: string; name: string }): void;
  showLinks(folder: { id: string; name: string }): void;
  uploadInto(folderId: string): void;
  open(row: Row): void;
  refresh(): void;
}

/** True, or the reason why not. */
export type Verdict = true | MessageDescriptor;

/**
 * One thing that can be done. The toolbar, the context menu and the keyboard all read the one list below, so that they
 * can't differ.
 */
export interface Action {
  id: string;
  title: MessageDescriptor;
  icon: LucideIcon;
  /** Actions of one group stand together; a rule divides groups. */
  group: "make" | "change" | "share" | "see";
  /** As printed on the keys; FolderBrowser listens to `key`. */
  shortcut?: { key: string; label: MessageDescriptor };
  danger?: boolean;
  enabled(situation: Situation): Verdict;
  run(situation: Situation, hands: Hands): void;
}

/** The one selected folder, else the folder being shown: where something new goes. */
export function target({ selection, folder }: Pick<Situation, "selection" | "folder">): {
  id: string;
  name: string;
} {
  const [only] = selection;
  return selection.length === 1 && only?.kind === "folder" ? only : folder;
}

const selectSomething = msg`Select something first.`;
const selectOne = msg`Select one item only.`;
const selectOneFolder = msg`Select one folder first.`;

function oneFolder({ selection }: Situation): Verdict {
  return selection.length === 1 && selection[0]?.kind === "folder" ? true : selectOneFolder;
}

/** The shown folder when nothing is selected (never the root), else the one selected folder. */
function folderToShare({ selection, folder }: Situation): Verdict {
  if (selection.length > 0) {
    return selection.length === 1 && selection[0]?.kind === "folder" ? true : selectOneFolder;
  }
  return folder.parent_id === null ? selectOneFolder : true;
}

export const actions: readonly Action[] = [
  {
    id: "new-folder",
    title: msg`New folder`,
    icon: FolderPlus,
    group: "make",
    enabled: ({ folder }) => folder.rights.may_add || msg`You may not add anything to this folder.`,
    run: (situation, hands) => hands.newFolder(target(situation)),
  },
  {
    id: "upload",
    title: msg`Upload here`,
    icon: Upload,
    group: "make",
    enabled: ({ folder }) => folder.rights.may_add || msg`You may not add anything to this folder.`,
    run: (situation, hands) => hands.uploadInto(target(situation).id),
  },
  {
    id: "rename",
    title: msg`Rename`,
    icon: PencilLine,
    group: "change",
    shortcut: { key: "F2", label: msg`F2` },
    enabled: oneFolder,
    run: (situation, hands) => hands.rename(target(situation)),
  },
  {
    id: "delete",
    title: msg`Delete`,
    icon: Trash2,
    group: "change",
    shortcut: { key: "Delete", label: msg`Del` },
    danger: true,
    enabled: ({ selection }) => selection.length > 0 || selectSomething,
    run: ({ selection }, hands) => hands.trash(selection),
  },
  {
    id: "share-upload-folder",
    title: msg`Share an Upload Folder`,
    icon: Share2,
    group: "share",
    enabled: folderToShare,
    run: (situation, hands) => hands.share(target(situation)),
  },
  {
    id: "upload-links",
    title: msg`Manage upload links`,
    icon: Link2,
    group: "share",
    enabled: folderToShare,
    run: (situation, hands) => hands.showLinks(target(situation)),
  },
  {
    id: "open",
    title: msg`Open`,
    icon: ExternalLink,
    group: "see",
    enabled: ({ selection }) =>
      selection.length === 1 || (selection.length === 0 ? selectSomething : selectOne),
    run: ({ selection }, hands) => {
      const [row] = selection;
      if (row) hands.open(row);
    },
  },
  {
    id: "refresh",
    title: msg`Refresh`,
    icon: RefreshCw,
    group: "see",
    enabled: () => true,
    run: (_, hands) => hands.refresh(),
  },
];

/** The action that a key stands for. */
export function actionForKey(key: string): Action | undefined {
  return actions.find((action) => action.shortcut?.key === key);
}
