import { Trans } from "@lingui/react/macro";
import type { Problem } from "@/api/problem";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { useFolderName } from "./names";
import type { Carrying } from "./use-carrying";

/** A folder of that name is there already: both can stay, the one that comes under another name. */
export function KeepBothDialog({
  carrying,
  problem,
  onKeepBoth,
  onClose,
}: {
  carrying: Carrying;
  problem: Problem;
  onKeepBoth: () => void;
  onClose: () => void;
}) {
  const place = useFolderName()(carrying.target);
  const { suggestion } = problem.extra;
  const nextName = typeof suggestion === "string" ? suggestion : null;
  return (
    <ConfirmDialog
      title={<Trans>Keep both folders?</Trans>}
      isOpen
      onClose={onClose}
      onConfirm={() => {
        onClose();
        onKeepBoth();
      }}
      confirmLabel={<Trans>Keep both</Trans>}
    >
      <p>
        <Trans>“{place}” holds a folder of that name already. Nothing in it is replaced.</Trans>{" "}
        {nextName && carrying.rows.length === 1 ? (
          <Trans>If you keep both, the one that comes is called “{nextName}”.</Trans>
        ) : (
          <Trans>If you keep both, the one that comes gets the next free name.</Trans>
        )}
      </p>
    </ConfirmDialog>
  );
}
