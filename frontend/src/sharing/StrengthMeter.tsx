import { Trans, useLingui } from "@lingui/react/macro";
import type { Strength } from "@/api/passwords";
import styles from "./StrengthMeter.module.css";

const steps = [1, 2, 3, 4] as const;

export interface StrengthMeterProps {
  strength: Strength | undefined;
  isShort: boolean;
  /** The server could not be asked. */
  isUnknown: boolean;
}

/** How strong the password is, as four steps, a word and the server's advice. */
export function StrengthMeter({ strength, isShort, isUnknown }: StrengthMeterProps) {
  const { t } = useLingui();
  const words = [t`Very weak`, t`Weak`, t`Not strong enough`, t`Strong`, t`Very strong`];
  const acceptable = strength?.acceptable === true && !isShort;
  const reached = strength ? Math.max(1, isShort ? Math.min(strength.score, 2) : strength.score) : 0;
  const word = strength && (isShort ? t`Too short` : words[strength.score]);
  return (
    <div className={styles.meter} data-acceptable={acceptable || undefined}>
      <span className={styles.steps} aria-hidden="true">
        {steps.map((step) => (
          <span key={step} className={styles.step} data-reached={step <= reached || undefined} />
        ))}
      </span>
      <p className={styles.words} role="status">
        {word && <span className={styles.word}>{word}</span>}
        {!word && !isUnknown && <Trans>Checking…</Trans>}
        {!word && isUnknown && <Trans>Its strength can't be checked now, but will be on sending.</Trans>}
        {strength && !acceptable && strength.advice && <span> {strength.advice}</span>}
      </p>
    </div>
  );
}
