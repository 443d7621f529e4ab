import { Plural, Trans } from "@lingui/react/macro";
import { languageOf } from "@/i18n/languages";
import { Button } from "@/ui/Button";
import type { Passphrase } from "./passphrase";
import styles from "./ShareForm.module.css";

export interface HowToReadAloudProps {
  passphrase: Passphrase;
  /** Whether the password may be read on the screen. */
  isShown: boolean;
  /** The recipient's, which may have been changed since. */
  language: string;
  onGenerate: () => void;
}

/** How a generated password is said on the phone; and a new one, if the recipient turns out to speak another language. */
export function HowToReadAloud({ passphrase, isShown, language, onGenerate }: HowToReadAloudProps) {
  const { kind, parts } = passphrase;
  const words = languageOf(passphrase.language)?.name ?? passphrase.language;
  const wanted = languageOf(language)?.name ?? language;
  if (kind === "words" && passphrase.language !== language) {
    return (
      <p className={styles.aloud} role="status">
        <Trans>
          These words are in the language “{words}”, the recipient's is “{wanted}”.
        </Trans>{" "}
        <Button kind="quiet" size="small" onPress={onGenerate}>
          <Trans>Generate another one</Trans>
        </Button>
      </p>
    );
  }
  return (
    <div className={styles.aloud}>
      {isShown && (
        <bdi className={styles.parts} lang={passphrase.language}>
          {passphrase.password.split("-").map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a word can be drawn twice, and its place is what it is
            <span key={index}>{part}</span>
          ))}
        </bdi>
      )}
      <span>
        {kind === "digits" ? (
          <Plural
            value={parts}
            one="On the phone: # group of digits."
            other="On the phone: # groups of digits with a hyphen between them."
          />
        ) : passphrase.language === "ar" ? (
          <Plural
            value={parts}
            one="On the phone: # word."
            other="On the phone: # words with a hyphen between them."
          />
        ) : (
          <Plural
            value={parts}
            one="On the phone: # word in small letters."
            other="On the phone: # words in small letters with a hyphen between them."
          />
        )}
      </span>
    </div>
  );
}
