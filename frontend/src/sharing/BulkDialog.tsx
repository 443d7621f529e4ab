import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useState } from "react";
import { type BulkAction, type BulkOutcome, type LinkSummary, useActOnLinks } from "@/api/links";
import { useProblemText } from "@/api/use-problem-text";
import { Button } from "@/ui/Button";
import { Dialog, DialogBody, DialogFooter } from "@/ui/Dialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { notify } from "@/ui/toasts";
import { split } from "./bulk";
import { ExpireDatePart } from "./ExpireDatePart";
import styles from "./LinkDialogs.module.css";
import { WhatRevokingMeans } from "./RevokeDialog";
import { useLastDay } from "./use-last-day";

export interface BulkDialogProps {
  action: BulkAction;
  links: readonly LinkSummary[];
  onClose: () => void;
  /** Called when it is over and read. */
  onDone: () => void;
}

/** Asks before many links are acted on, and says of each what became of it. */
export function BulkDialog({ action, links, onClose, onDone }: BulkDialogProps) {
  const { t, i18n } = useLingui();
  const [{ able, left }] = useState(() => split(action, links));
  const [outcomes, setOutcomes] = useState<readonly BulkOutcome[] | null>(null);
  const { day, choose, limits, timeZone, lastDay } = useLastDay();
  const act = useActOnLinks();
  const problem = useProblemText()(act.error);
  const words = useBulkWords(action, able.length);
  const isDatable = action !== "extend" || lastDay !== null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isDatable || act.isPending) return;
    const date = action === "extend" && lastDay ? lastDay : { expire_date: null, time_zone: null };
    act.mutate(
      { action, ids: able.map(({ id }) => id), ...date },
      {
        onSuccess: (items) => {
          if (left.length > 0 || items.some(({ done }) => !done)) {
            setOutcomes(items);
            return;
          }
          notify({ title: words.done(items.length), tone: "success" });
          onDone();
        },
      },
    );
  }

  if (outcomes) {
    const recipients = new Map(able.map((link) => [link.id, link.recipient]));
    const failed = outcomes
      .filter(({ done }) => !done)
      .map(({ id, sentence }) => ({ id, recipient: recipients.get(id) ?? "", reason: sentence ?? "" }));
    const notAsked = left.map(({ link, reason }) => ({
      id: link.id,
      recipient: link.recipient,
      reason: i18n._(reason),
    }));
    return (
      <BulkResult
        done={words.done(outcomes.length - failed.length)}
        isNone={failed.length === outcomes.length}
        refused={[...failed, ...notAsked]}
        onDone={onDone}
      />
    );
  }
  return (
    <Dialog title={words.title} isOpen onClose={onClose} role="alertdialog">
      <form noValidate onSubmit={submit}>
        <DialogBody>
          <div className={styles.form}>
            {act.error && (
              <NoticeBox tone="danger" role="alert" title={problem.title}>
                {problem.detail}
              </NoticeBox>
            )}
            {words.meaning}
            {action === "extend" && (
              <ExpireDatePart
                value={day}
                onChange={choose}
                limits={limits}
                timeZone={timeZone}
                error={lastDay ? undefined : t`Please choose a day that a link may work until.`}
              />
            )}
            {left.length > 0 && (
              <NoticeBox
                title={<Plural value={left.length} one="# link is left out" other="# links are left out" />}
              >
                <Outcomes
                  items={left.map(({ link, reason }) => ({
                    id: link.id,
                    recipient: link.recipient,
                    reason: i18n._(reason),
                  }))}
                />
              </NoticeBox>
            )}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onPress={onClose} autoFocus>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" kind={action === "revoke" ? "danger" : "primary"} isPending={act.isPending}>
            {words.verb}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

interface Refused {
  id: string;
  recipient: string;
  reason: string;
}

interface BulkResultProps {
  done: string;
  isNone: boolean;
  refused: readonly Refused[];
  onDone: () => void;
}

function BulkResult({ done, isNone, refused, onDone }: BulkResultProps) {
  return (
    <Dialog title={<Trans>Outcome</Trans>} isOpen onClose={onDone}>
      <DialogBody>
        <div className={styles.form}>
          {!isNone && <NoticeBox tone="success" role="status" title={done} />}
          <NoticeBox
            tone="warning"
            role="status"
            title={<Plural value={refused.length} one="Not done to # link" other="Not done to # links" />}
          >
            <Outcomes items={refused} />
          </NoticeBox>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button kind="primary" onPress={onDone} autoFocus>
          <Trans>Close</Trans>
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Outcomes({ items }: { items: readonly Refused[] }) {
  return (
    <ul className={styles.outcomes}>
      {items.map(({ id, recipient, reason }) => (
        <li key={id} className={styles.outcome}>
          <bdi>{recipient}</bdi>
          <p className={styles.reason}>{reason}</p>
        </li>
      ))}
    </ul>
  );
}

interface BulkWords {
  title: string;
  meaning: ReactNode;
  verb: string;
  done: (count: number) => string;
}

function useBulkWords(action: BulkAction, count: number): BulkWords {
  const { t } = useLingui();
  switch (action) {
    case "revoke":
      return {
        title: plural(count, { one: "Revoke # upload link?", other: "Revoke # upload links?" }),
        meaning: (
          <div className={styles.words}>
            <p>
              <Trans>They stop working at once.</Trans>
            </p>
            <WhatRevokingMeans />
          </div>
        ),
        verb: t`Revoke`,
        done: (done) => plural(done, { one: "# link revoked", other: "# links revoked" }),
      };
    case "resend":
      return {
        title: plural(count, { one: "Send # link again?", other: "Send # links again?" }),
        meaning: (
          <p>
            <Trans>Each recipient gets an e-mail with the link alone. The passwords stay as they are.</Trans>
          </p>
        ),
        verb: t`Resend`,
        done: (done) =>
          plural(done, { one: "# link is on its way again", other: "# links are on their way again" }),
      };
    case "remind":
      return {
        title: plural(count, { one: "Remind # recipient?", other: "Remind # recipients?" }),
        meaning: (
          <p>
            <Trans>
              Each recipient gets an e-mail that asks once more for the images, with the link alone.
            </Trans>
          </p>
        ),
        verb: t`Remind`,
        done: (done) =>
          plural(done, { one: "# reminder is on its way", other: "# reminders are on their way" }),
      };
    case "renew_token":
      return {
        title: plural(count, { one: "Give # link a new address?", other: "Give # links new addresses?" }),
        meaning: (
          <p>
            <Trans>
              The present addresses stop working at once. Each recipient gets an e-mail with the new one; the
              passwords stay as they are.
            </Trans>
          </p>
        ),
        verb: t`New link address`,
        done: (done) =>
          plural(done, { one: "# new link is on its way", other: "# new links are on their way" }),
      };
    case "extend":
      return {
        title: plural(count, { one: "Extend # upload link", other: "Extend # upload links" }),
        meaning: (
          <p className={styles.muted}>
            <Trans>All of them get the same last day. Addresses and passwords stay as they are.</Trans>
          </p>
        ),
        verb: t`Extend`,
        done: (done) => plural(done, { one: "# link extended", other: "# links extended" }),
      };
  }
}
