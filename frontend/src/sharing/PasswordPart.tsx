import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Copy, Dices } from "lucide-react";
import { useState } from "react";
import { strengthOptions } from "@/api/passwords";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { PasswordField } from "@/ui/PasswordField";
import { HowToReadAloud } from "./HowToReadAloud";
import { makePassphrase, type Passphrase } from "./passphrase";
import styles from "./ShareForm.module.css";
import { StrengthMeter } from "./StrengthMeter";
import { lengthOf, passwordLeast } from "./share-draft";
import { useCopy } from "./use-copy";
import { useDebounced } from "./use-debounced";

export interface PasswordPartProps {
  password: string;
  onChange: (password: string) => void;
  error: string | undefined;
  /** The language of whoever will have to type it. */
  language: string;
  /** Words the password should not be made of. */
  context: readonly string[];
}

/** "Folder password": typed or generated, with the server's judgement of it while one types. */
export function PasswordPart({ password, onChange, error, language, context }: PasswordPartProps) {
  const { t } = useLingui();
  const [isShown, setShown] = useState(false);
  const [made, setMade] = useState<Passphrase | null>(null);
  const copy = useCopy();
  const settled = useDebounced(password, 300);
  const settledContext = useDebounced(context.join("\n"), 300); // as text: each render brings another list
  const { data: strength, isError } = useQuery({
    ...strengthOptions(settled, settledContext.split("\n")),
    enabled: settled !== "",
    placeholderData: keepPreviousData,
  });

  async function generate() {
    const passphrase = await makePassphrase(language);
    setMade(passphrase);
    setShown(true);
    onChange(passphrase.password);
  }

  return (
    <div className={styles.password}>
      <PasswordField
        label={t`Folder password`}
        isRequired
        validationBehavior="aria"
        autoComplete="new-password"
        value={password}
        onChange={onChange}
        error={error}
        isShown={isShown}
        onShownChange={setShown}
        hint={
          password === "" && (
            <Trans>At least {passwordLeast} characters; the recipient types it before all else.</Trans>
          )
        }
        actions={
          <>
            {password !== "" && (
              <IconButton label={t`Copy password`} onPress={() => copy(password, t`Password copied`)}>
                <Copy />
              </IconButton>
            )}
            <Button
              kind="quiet"
              size="small"
              icon={<Dices aria-hidden="true" />}
              aria-label={t`Generate a password`}
              onPress={() => void generate()}
            >
              <Trans>Generate</Trans>
            </Button>
          </>
        }
      />
      {password !== "" && (
        <StrengthMeter
          strength={strength}
          isShort={lengthOf(password) < passwordLeast}
          isUnknown={isError && strength === undefined}
        />
      )}
      {made && made.password === password && (
        <HowToReadAloud
          passphrase={made}
          isShown={isShown}
          language={language}
          onGenerate={() => void generate()}
        />
      )}
    </div>
  );
}
