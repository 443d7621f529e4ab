import { Trans } from "@lingui/react/macro";
import { type LinkSummary, useRevokeLink } from "@/api/links";
import { useProblemText } from "@/api/use-problem-text";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { NoticeBox } from "@/ui/NoticeBox";

/** Asks before a link is revoked, since that can't be undone. */
export function RevokeDialog({
  link,
  onClose,
}: {
  link: Pick<LinkSummary, "id" | "recipient">;
  onClose: () => void;
}) {
  const revoke = useRevokeLink();
  const problemText = useProblemText();
  const recipient = link.recipient;
  return (
    <ConfirmDialog
      title={<Trans>Revoke this upload link?</Trans>}
      isOpen
      onClose={onClose}
      onConfirm={() => revoke.mutate(link.id, { onSuccess: onClose })}
      confirmLabel={<Trans>Revoke</Trans>}
      kind="danger"
      isPending={revoke.isPending}
    >
      <p>
        <Trans>
          The link sent to {recipient} stops working at once, and an upload that is running ends. What was
          received stays in the folder. This can't be undone.
        </Trans>
      </p>
      {revoke.error && <NoticeBox tone="danger" role="alert" title={problemText(revoke.error).title} />}
    </ConfirmDialog>
  );
}
