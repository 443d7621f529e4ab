import { Trans, useLingui } from "@lingui/react/macro";
import type { FormEvent } from "react";
import { type LinkSummary, useChangeLink, useReactivateLink } from "@/api/links";
import { Problem } from "@/api/problem";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { Dialog, DialogBody, DialogFooter } from "@/ui/Dialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { notify } from "@/ui/toasts";
import { ExpireDatePart } from "./ExpireDatePart";
import styles from "./LinkDialogs.module.css";
import { useLastDay } from "./use-last-day";

export interface LastDayDialogProps {
  link: LinkSummary;
  /** The link was revoked and comes back, with a new address. */
  isRevival: boolean;
  onClose: () => void;
}

/** Another last day for a link: later, sooner, or after it had ended. */
export function LastDayDialog({ link, isRevival, onClose }: LastDayDialogProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const { day, choose, limits, timeZone, lastDay } = useLastDay();
  const extend = useChangeLink();
  const revive = useReactivateLink();
  const { isPending, error } = isRevival ? revive : extend;
  const problem = useProblemText()(error);
  const refusal = error instanceof Problem ? error.fields.expire_date : undefined;
  const recipient = link.recipient;
  const until = formats.day(day);
  const now = formats.day(link.expire_date);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!lastDay) return;
    const wish = { id: link.id, ...lastDay };
    if (isRevival) revive.mutate(wish, { onSuccess: () => done(t`The link is active again until ${until}`) });
    else extend.mutate(wish, { onSuccess: () => done(t`The link works until ${until}`) });
  }

  function done(title: string) {
    notify({ title, tone: "success" });
    onClose();
  }

  return (
    <Dialog
      title={isRevival ? t`Reactivate this upload link` : t`Extend this upload link`}
      subtitle={<bdi>{recipient}</bdi>}
      isOpen
      onClose={onClose}
    >
      <form noValidate onSubmit={submit}>
        <DialogBody>
          <div className={styles.form}>
            {error && !refusal && (
              <NoticeBox tone="danger" role="alert" title={problem.title}>
                {problem.detail}
              </NoticeBox>
            )}
            {isRevival ? (
              <p className={styles.muted}>
                <Trans>
                  It gets a new address, which is mailed to <bdi>{recipient}</bdi>; the old one stays dead.
                  The password stays as it is.
                </Trans>
              </p>
            ) : (
              <p className={styles.muted}>
                <Trans>Its last day is {now} at present. Address and password stay as they are.</Trans>
              </p>
            )}
            <ExpireDatePart
              value={day}
              onChange={choose}
              limits={limits}
              timeZone={timeZone}
              error={refusal ?? (lastDay ? undefined : t`Please choose a day that a link may work until.`)}
            />
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" kind="primary" isPending={isPending}>
            {isRevival ? <Trans>Reactivate</Trans> : <Trans>Extend</Trans>}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
