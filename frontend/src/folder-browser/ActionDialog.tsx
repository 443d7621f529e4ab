import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense } from "react";
import type { Row } from "@/api/content";
import { type Folder, useCreateFolder, useRenameFolder } from "@/api/folders";
import type { Problem } from "@/api/problem";
import { withWords } from "@/i18n/language-store";
import { Dialog } from "@/ui/Dialog";
import type { Carry, Named, Target } from "./actions";
import { FolderNameDialog } from "./FolderNameDialog";
import { KeepBothDialog } from "./KeepBothDialog";
import { MoveToTrashDialog } from "./MoveToTrashDialog";
import { useFolderName } from "./names";
import type { Navigation } from "./navigation";
import { FormLoading, ShareDialog } from "./ShareDialog";
import type { Carrying } from "./use-carrying";

/** What an action asks before it is done. */
export type Asked =
  | { kind: "new-folder"; parent: Named }
  | { kind: "rename"; folder: Row }
  | { kind: "target"; carry: Carry; rows: readonly Row[] }
  | { kind: "keep-both"; carrying: Carrying; problem: Problem }
  | { kind: "colleague"; folder: Named }
  | { kind: "settle"; row: Row }
  | { kind: "trash"; rows: readonly Row[] }
  | { kind: "share"; folder: Named }
  | { kind: "links"; folder: Named };

export interface ActionDialogProps {
  asked: Asked;
  onClose: () => void;
  onCreated: (folder: Folder) => void;
  onCarry: (carrying: Carrying) => void;
  /** The folder that is shown, from where a target is looked for. */
  shownId: string;
  folderOf: (row: Row) => string | undefined;
  elsewhere: Pick<Navigation, "href" | "address">;
  onOpenLink: (linkId: string) => void;
  onPrintLink: (linkId: string) => void;
}

// Forms that are opened now and then don't weigh on the first load
const ManageLinks = lazy(async () => {
  const { ManageLinks } = await withWords("sharing", import("@/sharing/ManageLinks"));
  return { default: ManageLinks };
});
const ShareWithColleagueDialog = lazy(async () => {
  const { ShareWithColleagueDialog } = await withWords(
    "details",
    import("./colleagues/ShareWithColleagueDialog"),
  );
  return { default: ShareWithColleagueDialog };
});
const SettleDialog = lazy(async () => {
  const { SettleDialog } = await withWords("details", import("./settling/SettleDialog"));
  return { default: SettleDialog };
});
// It holds the folder view, which leads here again
const ChooseTargetDialog = lazy(async () => {
  const { ChooseTargetDialog } = await import("./ChooseTargetDialog");
  return { default: ChooseTargetDialog };
});

/** The dialog of the action that has been chosen. */
export function ActionDialog(props: ActionDialogProps) {
  const { asked, onClose, onCreated, onCarry, onOpenLink, onPrintLink } = props;
  const { t } = useLingui();
  const folderName = useFolderName();
  const create = useCreateFolder();
  const rename = useRenameFolder();

  switch (asked.kind) {
    case "new-folder": {
      const parent = folderName(asked.parent);
      return (
        <FolderNameDialog
          title={<Trans>New folder</Trans>}
          subtitle={<Trans>In “{parent}”</Trans>}
          initialName=""
          submitLabel={<Trans>Create folder</Trans>}
          onSubmit={async (name) => onCreated(await create.mutateAsync({ parent_id: asked.parent.id, name }))}
          onClose={onClose}
        />
      );
    }
    case "rename":
      return (
        <FolderNameDialog
          title={<Trans>Rename folder</Trans>}
          initialName={asked.folder.name}
          submitLabel={<Trans>Rename</Trans>}
          onSubmit={(name, over) =>
            rename.mutateAsync({ id: asked.folder.id, name, etag: over ?? asked.folder.etag })
          }
          onClose={onClose}
        />
      );
    case "trash":
      return <MoveToTrashDialog rows={asked.rows} onClose={onClose} />;
    case "target": {
      const { carry, rows } = asked;
      const choose = (target: Target) => {
        onClose();
        onCarry({ carry, rows, target });
      };
      return (
        <Suspense>
          <ChooseTargetDialog
            carry={carry}
            rows={rows}
            startIn={props.shownId}
            folderOf={props.folderOf}
            elsewhere={props.elsewhere}
            onChosen={choose}
            onClose={onClose}
          />
        </Suspense>
      );
    }
    case "keep-both":
      return (
        <KeepBothDialog
          carrying={asked.carrying}
          problem={asked.problem}
          onKeepBoth={() => onCarry({ ...asked.carrying, keepBoth: true })}
          onClose={onClose}
        />
      );
    case "colleague":
      return (
        <Suspense>
          <ShareWithColleagueDialog folder={asked.folder} onClose={onClose} />
        </Suspense>
      );
    case "settle":
      return (
        <Suspense>
          <SettleDialog row={asked.row} onClose={onClose} />
        </Suspense>
      );
    case "share":
      return (
        <ShareDialog
          folder={asked.folder}
          onClose={onClose}
          onOpenLink={onOpenLink}
          onPrintLink={onPrintLink}
        />
      );
    case "links":
      return (
        <Dialog
          title={t`Manage upload links`}
          subtitle={asked.folder.name}
          isOpen
          onClose={onClose}
          size="large"
        >
          <Suspense fallback={<FormLoading />}>
            <ManageLinks folder={asked.folder} onOpenDetails={onOpenLink} onPrint={onPrintLink} />
          </Suspense>
        </Dialog>
      );
  }
}
