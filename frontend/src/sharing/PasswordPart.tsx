import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Copy, Dices } from "lucide-react";
import { useState } from "react";
import { strengthOptions } from "@/api/passwords";
import { IconButton } from "@/ui/IconButton";
import { PasswordField } from "@/ui/PasswordField";
import { makePassphrase } from "./passphrase";
import { StrengthMeter } from "./StrengthMeter";
import { passwordLeast } from "./share-draft";
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
  const copy = useCopy();
  const settled = useDebounced(password, 300);
  const settledContext = useDebounced(context.join("\n"), 300); // as text: each render brings another list
  const { data: strength } = useQuery({
    ...strengthOptions(settled, settledContext.split("\n")),
    enabled: settled !== "",
    placeholderData: keepPreviousData,
  });

  async function generate() {
    onChange(await makePassphrase(language));
    setShown(true);
  }

  return (
    <div>
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
            <Trans>
              At least {passwordLeast} characters. The recipient types it before anything can be seen or sent.
            </Trans>
          )
        }
        actions={
          <>
            <IconButton label={t`Generate a password`} onPress={() => void generate()}>
              <Dices />
            </IconButton>
            <IconButton
              label={t`Copy password`}
              onPress={() => copy(password, t`Password copied`)}
              {...(password === "" ? { disabledReason: t`There is no password yet.` } : {})}
            >
              <Copy />
            </IconButton>
          </>
        }
      />
      {password !== "" && <StrengthMeter strength={strength} isShort={password.length < passwordLeast} />}
    </div>
  );
}
