import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import {
  CloudUpload,
  Copy,
  Download,
  Eye,
  FolderInput,
  FolderPlus,
  Link2,
  type LucideIcon,
  PencilLine,
  RefreshCw,
  Scale,
  Share2,
  Trash2,
  UserRoundPlus,
} from "lucide-react";
import type { Mark, Row } from "@/api/content";
import type { Folder } from "@/api/folders";
import { isApple } from "./apple";
import { sharedPlace } from "./places";

/** What the actions are judged by: what is selected, and the folder that is shown. */
export interface Situation {
  /** In the order of the list. */
  selection: readonly Row[];
  folder: Folder;
  /** The active upload links of the shown folder itself. */
  activeLinks: readonly Mark[];
}

/** A folder in as few words as an action needs. */
export interface Named {
  id: string;
  name: string;
}

/** A folder that something is put into; without `owner_name` it is one's own. */
export type Target = Named & Partial<Pick<Row, "owner_name">>;

/** Whether things go to another folder, or are laid there as well. */
export type Carry = "move" | "copy";

/** What the actions do, given by FolderBrowser. */
export interface Hands {
  newFolder(parent: Named): void;
  rename(folder: Row): void;
  /** Asks where to; then moves or copies. */
  chooseTarget(carry: Carry, rows: readonly Row[]): void;
  /** At once, as after dragging; says what happened and offers Undo. */
  move(rows: readonly Row[], target: Target): void;
  copy(rows: readonly Row[], target: Target): void;
  trash(rows: readonly Row[]): void;
  share(folder: Named): void;
  shareWithColleague(folder: Named): void;
  showLinks(folder: Named): void;
  uploadInto(folderId: string): void;
  open(row: Row): void;
  /** Rows, or a whole folder that is shown. */
  download(things: readonly Row[] | Named): void;
  settle(row: Row): void;
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
  group: "make" | "change" | "share" | "content" | "manage";
  /** As printed on the keys; FolderBrowser listens to `key`, or to what carrying/use-kept.ts says. */
  shortcut?: { key?: string; label: MessageDescriptor };
  danger?: boolean;
  /** The one that the product is about: its icon has the colour of what is to be done. */
  accent?: boolean;
  enabled(situation: Situation): Verdict;
  run(situation: Situation, hands: Hands): void;
}

type Where = Pick<Situation, "selection" | "folder">;

function onlyFolder({ selection }: Pick<Situation, "selection">): Row | undefined {
  const [only] = selection;
  return selection.length === 1 && only?.kind === "folder" ? only : undefined;
}

/** The one selected folder, else the folder being shown: where something new goes. */
export function target({ selection, folder }: Where): Named & Pick<Folder, "rights"> {
  return onlyFolder({ selection }) ?? folder;
}

const selectSomething = msg`Select something first.`;
const selectOneFolder = msg`Select one folder first.`;
const selectSharedFolder = msg`Select one of the shared folders first.`;
const mayNotAdd = msg`You may not add anything to this folder.`;
const ownerOnly = msg`Only the owner of this folder can share it.`;

/** Why nothing can be put where something new would go; undefined if it can. */
export function whyNotInto(situation: Where): MessageDescriptor | undefined {
  const into = target(situation);
  if (into.id === sharedPlace) return selectSharedFolder;
  return into.rights.may_add ? undefined : mayNotAdd;
}

function mayAdd(situation: Situation): Verdict {
  return whyNotInto(situation) ?? true;
}

function mayRename({ selection }: Situation): Verdict {
  const only = onlyFolder({ selection });
  if (!only) return selectOneFolder;
  return only.rights.may_rename || msg`You may not rename this folder.`;
}

/** Moving and deleting take something away from where it is. */
function mayTakeAway(reason: MessageDescriptor) {
  return ({ selection }: Situation): Verdict => {
    if (selection.length === 0) return selectSomething;
    return selection.every((row) => row.rights.may_delete) || reason;
  };
}

/** The shown folder when nothing is selected (never the root), else the one selected folder. */
function folderToShare(right: "may_share" | "may_grant") {
  return ({ selection, folder }: Situation): Verdict => {
    const chosen = selection.length === 0 && folder.parent_id !== null ? folder : onlyFolder({ selection });
    if (!chosen) return selectOneFolder;
    return chosen.rights[right] || ownerOnly;
  };
}

function studyToSettle({ selection }: Situation): Verdict {
  const [only] = selection;
  if (selection.length !== 1 || only?.kind !== "study") return msg`Select one study first.`;
  return only.owner_name === "" || msg`Only the owner of this study can settle this.`;
}

export const actions: readonly Action[] = [
  {
    id: "new-folder",
    title: msg`New folder`,
    icon: FolderPlus,
    group: "make",
    enabled: mayAdd,
    run: (situation, hands) => hands.newFolder(target(situation)),
  },
  {
    id: "rename",
    title: msg`Rename`,
    icon: PencilLine,
    group: "change",
    shortcut: { key: "F2", label: msg`F2` },
    enabled: mayRename,
    run: (situation, hands) => {
      const only = onlyFolder(situation);
      if (only) hands.rename(only);
    },
  },
  {
    id: "move",
    title: msg`Move to…`,
    icon: FolderInput,
    group: "change",
    shortcut: { label: isApple ? msg`⌘X, ⌘V` : msg`Ctrl+X, Ctrl+V` },
    enabled: mayTakeAway(msg`You may not move everything that is selected.`),
    run: ({ selection }, hands) => hands.chooseTarget("move", selection),
  },
  {
    id: "copy",
    title: msg`Copy to…`,
    icon: Copy,
    group: "change",
    shortcut: { label: isApple ? msg`⌘C, ⌘V` : msg`Ctrl+C, Ctrl+V` },
    enabled: ({ selection }) => selection.length > 0 || selectSomething,
    run: ({ selection }, hands) => hands.chooseTarget("copy", selection),
  },
  {
    id: "delete",
    title: msg`Delete`,
    icon: Trash2,
    group: "change",
    shortcut: { key: "Delete", label: msg`Del` },
    danger: true,
    enabled: mayTakeAway(msg`You may not delete everything that is selected.`),
    run: ({ selection }, hands) => hands.trash(selection),
  },
  {
    id: "share-upload-folder",
    title: msg`Share an Upload Folder`,
    icon: Share2,
    group: "share",
    accent: true,
    enabled: folderToShare("may_share"),
    run: (situation, hands) => hands.share(target(situation)),
  },
  {
    id: "share-with-colleague",
    title: msg`Share with a colleague`,
    icon: UserRoundPlus,
    group: "share",
    enabled: folderToShare("may_grant"),
    run: (situation, hands) => hands.shareWithColleague(target(situation)),
  },
  {
    id: "upload",
    title: msg`Upload here`,
    icon: CloudUpload,
    group: "content",
    enabled: mayAdd,
    run: (situation, hands) => hands.uploadInto(target(situation).id),
  },
  {
    id: "open",
    title: msg`Open in viewer`,
    icon: Eye,
    group: "content",
    enabled: ({ selection }) =>
      (selection.length === 1 && selection[0]?.kind !== "folder") || msg`Select one study or document first.`,
    run: ({ selection }, hands) => {
      const [row] = selection;
      if (row) hands.open(row);
    },
  },
  {
    id: "download",
    title: msg`Download`,
    icon: Download,
    group: "content",
    // Never the root; a folder that a colleague shares has no parent to be seen either
    enabled: ({ selection, folder }) =>
      selection.length > 0 ||
      folder.parent_id !== null ||
      (!folder.is_own && folder.id !== sharedPlace) ||
      selectSomething,
    run: ({ selection, folder }, hands) => hands.download(selection.length > 0 ? selection : folder),
  },
  {
    id: "upload-links",
    title: msg`Manage upload links`,
    icon: Link2,
    group: "manage",
    enabled: folderToShare("may_share"),
    run: (situation, hands) => hands.showLinks(target(situation)),
  },
  {
    id: "settle",
    title: msg`Settle…`,
    icon: Scale,
    group: "manage",
    enabled: studyToSettle,
    run: ({ selection }, hands) => {
      const [row] = selection;
      if (row) hands.settle(row);
    },
  },
  {
    id: "refresh",
    title: msg`Refresh`,
    icon: RefreshCw,
    group: "manage",
    enabled: () => true,
    run: (_, hands) => hands.refresh(),
  },
];

/** The action that a key stands for. */
export function actionForKey(key: string): Action | undefined {
  return actions.find((action) => action.shortcut?.key === key);
}
