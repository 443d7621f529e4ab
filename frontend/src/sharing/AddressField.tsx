import { Trans, useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useRef } from "react";
import { Button, Input, TextField } from "react-aria-components";
import { FieldError, FieldHint, FieldLabel, type FieldTexts } from "@/ui/Field";
import fieldStyles from "@/ui/Field.module.css";
import styles from "./AddressField.module.css";
import { isAddress, isOnlyAddresses, splitAddresses, withAddresses } from "./addresses";

export interface AddressFieldProps extends FieldTexts {
  addresses: readonly string[];
  /** What stands behind the addresses and is none yet. */
  typed: string;
  onChange: (addresses: readonly string[], typed: string) => void;
}

/** One e-mail address or many: each becomes a token as soon as it is complete, and a pasted list becomes all of them. */
export function AddressField({ label, hint, error, addresses, typed, onChange }: AddressFieldProps) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);

  const take = (text: string) => onChange(withAddresses(addresses, splitAddresses(text)), "");

  function type(text: string) {
    if (/[\s,;]$/.test(text) && text.includes("@") && isOnlyAddresses(text)) take(text);
    else onChange(addresses, text);
  }

  function paste(event: ClipboardEvent) {
    const text = event.clipboardData.getData("text");
    const found = splitAddresses(text);
    if (typed !== "" || found.length === 0 || !found.every(isAddress)) return;
    event.preventDefault();
    take(text);
  }

  function press(event: KeyboardEvent) {
    if (event.key === "Enter" && typed.includes("@")) {
      event.preventDefault();
      take(typed);
    } else if (event.key === "Backspace" && typed === "" && addresses.length > 0) {
      event.preventDefault();
      onChange(addresses.slice(0, -1), addresses.at(-1) ?? "");
    }
  }

  function remove(address: string) {
    onChange(
      addresses.filter((known) => known !== address),
      typed,
    );
    input.current?.focus();
  }

  return (
    <TextField
      isRequired
      isInvalid={error !== undefined}
      validationBehavior="aria"
      value={typed}
      onChange={type}
      onBlur={() => {
        if (isAddress(typed.trim())) take(typed);
      }}
      className={fieldStyles.field}
      inputMode="email"
      autoComplete="off"
      spellCheck="false"
    >
      <FieldLabel isRequired>{label}</FieldLabel>
      {/* A press beside the tokens means the input, as in any field */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the input itself is what the keyboard reaches */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
      <div
        className={`${fieldStyles.control} ${styles.control}`}
        onClick={(event) => {
          if (event.target === event.currentTarget) input.current?.focus();
        }}
      >
        {addresses.length > 0 && (
          <ul className={styles.tokens} aria-label={t`Addresses`}>
            {addresses.map((address) => (
              <li key={address} className={styles.token} data-invalid={!isAddress(address) || undefined}>
                <bdi>{address}</bdi>
                <Button
                  className={styles.remove}
                  aria-label={t`Remove ${address}`}
                  onPress={() => remove(address)}
                >
                  <X aria-hidden="true" />
                </Button>
              </li>
            ))}
          </ul>
        )}
        <Input
          ref={input}
          className={`${fieldStyles.input} ${styles.input}`}
          placeholder={addresses.length > 0 ? "" : t`name@practice.example`}
          autoCapitalize="none"
          dir="auto"
          onPaste={paste}
          onKeyDown={press}
        />
      </div>
      <FieldHint>
        {addresses.length > 1 ? <Trans>Each address gets a link of its own.</Trans> : hint}
      </FieldHint>
      <FieldError>{error}</FieldError>
    </TextField>
  );
}
