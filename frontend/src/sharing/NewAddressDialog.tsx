import { Trans, useLingui } from "@lingui/react/macro";
import { type LinkSummary, useRenewAddress } from "@/api/links";
import { useProblemText } from "@/api/use-problem-text";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { notify } from "@/ui/toasts";
import styles from "./LinkDialogs.module.css";

/** Asks before a link gets a new address, since the one that is out dies with it. */
export function NewAddressDialog({ link, onClose }: { link: LinkSummary; onClose: () => void }) {
  const { t } = useLingui();
  const renew = useRenewAddress();
  const problemText = useProblemText();
  const recipient = link.recipient;
  const done = () => {
    notify({ title: t`The new link is on its way to ${recipient}`, tone: "success" });
    onClose();
  };
  return (
    <ConfirmDialog
      title={<Trans>Give this link a new address?</Trans>}
      isOpen
      onClose={onClose}
      onConfirm={() => renew.mutate(link.id, { onSuccess: done })}
      confirmLabel={<Trans>New link address</Trans>}
      isPending={renew.isPending}
    >
      <div className={styles.words}>
        <p>
          <Trans>For when the present address has come into the wrong hands.</Trans>
        </p>
        <ul className={styles.points}>
          <li>
            <Trans>The present address stops working at once, wherever it was forwarded or printed.</Trans>
          </li>
          <li>
            <Trans>
              <bdi>{recipient}</bdi> gets an e-mail with the new one. The password stays as it is.
            </Trans>
          </li>
          <li>
            <Trans>An upload that has begun goes on as soon as the new address is opened.</Trans>
          </li>
        </ul>
        {renew.error && <NoticeBox tone="danger" role="alert" title={problemText(renew.error).title} />}
      </div>
    </ConfirmDialog>
  );
}
