import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense } from "react";
import type { Row } from "@/api/content";
import { type Folder, useCreateFolder, useRenameFolder } from "@/api/folders";
import { Dialog, DialogBody } from "@/ui/Dialog";
import { Skeleton } from "@/ui/Skeleton";
import { FolderNameDialog } from "./FolderNameDialog";
import { MoveToTrashDialog } from "./MoveToTrashDialog";
import { useFolderName } from "./names";

interface Named {
  id: string;
  name: string;
}

/** What an action asks before it is done. */
export type Asked =
  | { kind: "new-folder"; parent: Named }
  | { kind: "rename"; folder: Named }
  | { kind: "trash"; rows: readonly Row[] }
  | { kind: "share"; folder: Named }
  | { kind: "links"; folder: Named };

export interface ActionDialogProps {
  asked: Asked;
  onClose: () => void;
  onCreated: (folder: Folder) => void;
  onOpenLink: (linkId: string) => void;
  onPrintLink: (linkId: string) => void;
}

// Forms that are opened now and then don't weigh on the first load
const ShareUploadFolderForm = lazy(async () => {
  const { ShareUploadFolderForm } = await import("@/sharing/ShareUploadFolderForm");
  return { default: ShareUploadFolderForm };
});
const ManageLinks = lazy(async () => {
  const { ManageLinks } = await import("@/sharing/ManageLinks");
  return { default: ManageLinks };
});

/** The dialog of the action that has been chosen. */
export function ActionDialog({ asked, onClose, onCreated, onOpenLink, onPrintLink }: ActionDialogProps) {
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
          onSubmit={(name) => rename.mutateAsync({ id: asked.folder.id, name })}
          onClose={onClose}
        />
      );
    case "trash":
      return <MoveToTrashDialog rows={asked.rows} onClose={onClose} />;
    case "share":
      return (
        <Dialog
          title={t`Share an Upload Folder`}
          subtitle={asked.folder.name}
          isOpen
          onClose={onClose}
          size="large"
        >
          <Suspense fallback={<FormLoading />}>
            <ShareUploadFolderForm
              folder={asked.folder}
              onCancel={onClose}
              onShared={onClose}
              onOpenDetails={onOpenLink}
              onPrint={onPrintLink}
            />
          </Suspense>
        </Dialog>
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
            <ManageLinks folder={asked.folder} onOpenDetails={onOpenLink} />
          </Suspense>
        </Dialog>
      );
  }
}

function FormLoading() {
  return (
    <DialogBody>
      <Skeleton width="60%" />
    </DialogBody>
  );
}
