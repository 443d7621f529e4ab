import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Hourglass, TriangleAlert, X } from "lucide-react";
import type { Link } from "@/api/links";
import { useFormats } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { ProgressBar } from "@/ui/ProgressBar";
import { useStageWord, useStateWord } from "./link-words";
import styles from "./StageLine.module.css";
import { type StageStepId, type StageStepState, stageLine } from "./stage-line";

const icons = { done: Check, now: Hourglass, warning: TriangleAlert, failed: X };

/** Where a link's life stands, at a glance: its state, how far it is, and the steps from the mail to the receipt. */
export function StageLine({ link }: { link: Link }) {
  const { t } = useLingui();
  const formats = useFormats();
  const state = useStateWord()(link);
  const stage = useStageWord()(link);
  const until = formats.lastDay(link.expires_at);
  const names: Record<StageStepId, string> = {
    mail: t`E-mail sent`,
    opened: t`Opened`,
    password: t`Password`,
    code: t`Code`,
    upload: t`Upload`,
    complete: t`Complete`,
  };
  const states: Record<StageStepState, string> = {
    done: t`done`,
    now: t`under way`,
    ahead: t`not yet`,
    warning: t`stopped`,
    failed: t`failed`,
  };
  return (
    <section
      className={styles.life}
      aria-label={t`Where this link stands`}
      data-stopped={link.state !== "active" || undefined}
    >
      <div className={styles.head}>
        <p className={styles.stage} data-tone={stage.tone}>
          {stage.word}
        </p>
        <p className={styles.state}>
          <Badge tone={state.tone}>{state.word}</Badge>{" "}
          <span>
            {state.reason ??
              (link.state === "revoked" ? (
                <Trans>It takes nobody in any more.</Trans>
              ) : link.state === "expired" ? (
                <Trans>Its last day was {until}.</Trans>
              ) : (
                <Trans>Its last day is {until}.</Trans>
              ))}
          </span>
        </p>
      </div>
      <ol className={styles.line}>
        {stageLine(link).map(({ id, state }) => {
          const Icon = state === "ahead" ? null : icons[state];
          return (
            <li key={id} className={styles.step} data-state={state}>
              <span className={styles.dot} aria-hidden="true">
                {Icon && <Icon />}
              </span>
              <span className={styles.name}>
                {names[id]}
                <span className={styles.unseen}>: {states[state]}</span>
              </span>
            </li>
          );
        })}
      </ol>
      {link.percent !== null && (
        <ProgressBar isBare value={link.percent / 100} label={stage.word} tone="primary" />
      )}
    </section>
  );
}
