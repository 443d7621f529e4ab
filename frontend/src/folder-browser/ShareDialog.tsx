import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { withWords } from "@/i18n/language-store";
import { forgetDraft } from "@/sharing/kept-drafts";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Dialog, DialogBody } from "@/ui/Dialog";
import { Skeleton } from "@/ui/Skeleton";
import type { Named } from "./actions";

// A form that is opened now and then doesn't weigh on the first load
const ShareUploadFolderForm = lazy(async () => {
  const { ShareUploadFolderForm } = await withWords("sharing", import("@/sharing/ShareUploadFolderForm"));
  return { default: ShareUploadFolderForm };
});

export interface ShareDialogProps {
  folder: Named;
  onClose: () => void;
  onOpenLink: (linkId: string) => void;
  onPrintLink: (linkId: string) => void;
}

/** "Share an Upload Folder"; what has been filled in is not thrown away unasked. */
export function ShareDialog({ folder, onClose, onOpenLink, onPrintLink }: ShareDialogProps) {
  const { t } = useLingui();
  const [isFilled, setFilled] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const client = useQueryClient();
  const leave = () => (isFilled ? setLeaving(true) : onClose());
  return (
    <>
      <Dialog title={t`Share an Upload Folder`} subtitle={folder.name} isOpen onClose={leave} size="large">
        <Suspense fallback={<FormLoading />}>
          <ShareUploadFolderForm
            folder={folder}
            onCancel={leave}
            onShared={onClose}
            onOpenDetails={onOpenLink}
            onPrint={onPrintLink}
            onFilled={setFilled}
          />
        </Suspense>
      </Dialog>
      {isLeaving && (
        <ConfirmDialog
          title={<Trans>Throw away what you have filled in?</Trans>}
          isOpen
          onClose={() => setLeaving(false)}
          onConfirm={() => {
            forgetDraft(client, folder.id);
            onClose();
          }}
          cancelLabel={<Trans>Go on filling in</Trans>}
          confirmLabel={<Trans>Throw away</Trans>}
          kind="danger"
        >
          <p>
            <Trans>No upload link has been sent yet.</Trans>
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

export function FormLoading() {
  return (
    <DialogBody>
      <Skeleton width="60%" />
    </DialogBody>
  );
}
