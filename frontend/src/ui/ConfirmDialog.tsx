import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "./Button";
import { Dialog, DialogBody, DialogFooter } from "./Dialog";

export interface ConfirmDialogProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
  confirmLabel: ReactNode;
  /** The word on the other button, when "Cancel" could be meant either way. */
  cancelLabel?: ReactNode;
  kind?: "primary" | "danger";
  isPending?: boolean;
  children: ReactNode;
}

/** A question with two answers. Focus begins on "Cancel", so that a stray Enter destroys nothing. */
export function ConfirmDialog({
  title,
  isOpen,
  onClose,
  onConfirm,
  confirmLabel,
  cancelLabel,
  kind = "primary",
  isPending = false,
  children,
}: ConfirmDialogProps) {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} size="small" role="alertdialog">
      <DialogBody>{children}</DialogBody>
      <DialogFooter>
        <Button onPress={onClose} autoFocus>
          {cancelLabel ?? <Trans>Cancel</Trans>}
        </Button>
        <Button kind={kind} onPress={onConfirm} isPending={isPending}>
          {confirmLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
