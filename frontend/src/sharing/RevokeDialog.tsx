import { Trans, useLingui } from "@lingui/react/macro";
import { type LinkSummary, useRevokeLink } from "@/api/links";
import { useProblemText } from "@/api/use-problem-text";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { notify } from "@/ui/toasts";
import styles from "./LinkDialogs.module.css";

/** Asks before a link is revoked: its present address never works again. */
export function RevokeDialog({ link, onClose }: { link: LinkSummary; onClose: () => void }) {
  const { t } = useLingui();
  const revoke = useRevokeLink();
  const problemText = useProblemText();
  const recipient = link.recipient;
  const done = () => {
    notify({ title: t`The link for ${recipient} is revoked` });
    onClose();
  };
  return (
    <ConfirmDialog
      title={<Trans>Revoke this upload link?</Trans>}
      isOpen
      onClose={onClose}
      onConfirm={() => revoke.mutate(link.id, { onSuccess: done })}
      confirmLabel={<Trans>Revoke</Trans>}
      kind="danger"
      isPending={revoke.isPending}
    >
      <div className={styles.words}>
        <p>
          <Trans>
            The link sent to <bdi>{recipient}</bdi> stops working at once.
          </Trans>
        </p>
        <WhatRevokingMeans />
        {revoke.error && <NoticeBox tone="danger" role="alert" title={problemText(revoke.error).title} />}
      </div>
    </ConfirmDialog>
  );
}

/** What ends with a link that is revoked, and what stays. */
export function WhatRevokingMeans() {
  return (
    <ul className={styles.points}>
      <li>
        <Trans>Whoever is logged in by it is logged out, and an upload that is running ends.</Trans>
      </li>
      <li>
        <Trans>What was received stays in the folder.</Trans>
      </li>
      <li>
        <Trans>If you reactivate it later, it gets a new address.</Trans>
      </li>
    </ul>
  );
}
