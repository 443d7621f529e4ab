import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { Input, TextField } from "react-aria-components";
import { FieldError, FieldHint, FieldLabel, type FieldTexts } from "@/ui/Field";
import fieldStyles from "@/ui/Field.module.css";
import { AddressChips, focusChip } from "./AddressChips";
import styles from "./AddressField.module.css";
import { AddressOffers, OffersSaid, offerId } from "./AddressOffers";
import { entriesIn, isAddress, sameAddress, withAddresses } from "./addresses";
import { whatIsWrongWith } from "./share-draft";
import { useSuggestions } from "./use-suggestions";

export interface AddressFieldProps extends FieldTexts {
  addresses: readonly string[];
  /** What stands behind the addresses and is none yet. */
  typed: string;
  onChange: (addresses: readonly string[], typed: string) => void;
  /** What else is to be known of the addresses, below the hint. */
  remark?: ReactNode;
}

/**
 * One e-mail address or many: each becomes a chip as soon as it is complete, and a pasted list becomes all of them.
 * Addresses from earlier are offered while one types.
 */
export function AddressField(props: AddressFieldProps) {
  const { label, hint, error, addresses, typed, onChange, remark } = props;
  const { t, i18n } = useLingui();
  const control = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [twice, setTwice] = useState<readonly string[]>([]);
  const listId = useId();
  const [forgotten, setForgotten] = useState<string | null>(null);
  const suggestions = useSuggestions(typed, addresses, (address) => take([address]), setForgotten);

  function take(entries: readonly string[]) {
    setForgotten(null);
    setTwice(entries.filter((entry) => addresses.some((known) => sameAddress(known, entry))));
    onChange(withAddresses(addresses, entries), "");
    suggestions.close();
  }

  function type(text: string) {
    setTwice([]);
    setForgotten(null);
    if (text === "") suggestions.close();
    else suggestions.open();
    // A separator ends an address; before the @ it may still be a name: "Weber, Ana <ana@…"
    if (/[\s,;]$/.test(text) && text.includes("@") && !/<[^>]*$/.test(text)) take(entriesIn(text));
    else onChange(addresses, text);
  }

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const text = event.clipboardData.getData("text");
    const whole =
      value.slice(0, selectionStart ?? value.length) + text + value.slice(selectionEnd ?? undefined);
    const entries = entriesIn(whole);
    if (entries.length < 2 && !entries.every(isAddress)) return; // part of an address, in an input like any other
    event.preventDefault();
    take(entries);
  }

  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (suggestions.press(event)) return;
    const isAtStart = event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0;
    const back = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
    if (event.key === "Enter" && typed.trim() !== "") take(entriesIn(typed));
    else if (event.key === "Backspace" && typed === "" && addresses.length > 0) mend(addresses.at(-1) ?? "");
    else if (event.key === back && isAtStart && addresses.length > 0) focusChip(control.current);
    else return;
    event.preventDefault();
  }

  /** Back into the input; what stood there is kept as well, if it is an address. */
  function mend(address: string) {
    const others = addresses.filter((known) => known !== address);
    onChange(isAddress(typed.trim()) ? withAddresses(others, [typed.trim()]) : others, address);
    setTwice([]);
    input.current?.focus();
  }

  function remove(address: string) {
    onChange(
      addresses.filter((known) => known !== address),
      typed,
    );
    input.current?.focus();
  }

  const wrong = addresses.map(whatIsWrongWith).find((sentence) => sentence !== undefined);
  const said = error ?? (wrong && i18n._(wrong));
  const again = twice.join(", ");
  const remarkOnTyping =
    again !== "" ? (
      <Trans>{again} was on the list already.</Trans>
    ) : forgotten !== null ? (
      <Trans>{forgotten} is forgotten, and not offered any more.</Trans>
    ) : null;
  return (
    <TextField
      isRequired
      isInvalid={said !== undefined}
      validationBehavior="aria"
      value={typed}
      onChange={type}
      onBlur={() => {
        suggestions.close();
        if (isAddress(typed.trim())) take([typed.trim()]);
      }}
      className={`${fieldStyles.field} ${styles.field}`}
      inputMode="email"
      autoComplete="off"
      spellCheck="false"
      autoFocus={!window.matchMedia("(pointer: coarse)").matches}
    >
      <FieldLabel isRequired>{label}</FieldLabel>
      <div className={styles.place}>
        {/* A press beside the chips means the input, as in any field */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the input itself is what the keyboard reaches */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
        <div
          ref={control}
          className={`${fieldStyles.control} ${styles.control}`}
          onClick={(event) => {
            if (event.target === event.currentTarget) input.current?.focus();
          }}
        >
          <AddressChips
            addresses={addresses}
            onMend={mend}
            onRemove={remove}
            onLeave={() => input.current?.focus()}
          />
          <Input
            ref={input}
            className={`${fieldStyles.input} ${styles.input}`}
            placeholder={addresses.length > 0 ? "" : t`name@practice.example`}
            autoCapitalize="none"
            dir="auto"
            role="combobox"
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-expanded={suggestions.offered.length > 0}
            aria-controls={suggestions.offered.length > 0 ? listId : undefined}
            aria-activedescendant={suggestions.active < 0 ? undefined : offerId(listId, suggestions.active)}
            onPaste={paste}
            onKeyDown={press}
          />
        </div>
        <AddressOffers
          id={listId}
          suggestions={suggestions}
          onPick={(address) => {
            take([address]);
            input.current?.focus();
          }}
        />
      </div>
      <p className={styles.spoken} role="status">
        {suggestions.offered.length > 0 && <OffersSaid count={suggestions.offered.length} />}
        <span>{remarkOnTyping}</span>
      </p>
      <FieldHint>
        {remarkOnTyping ??
          (addresses.length > 1 ? (
            <Plural
              value={addresses.length}
              one="# link"
              other="# links, one for each, so that each can be revoked alone."
            />
          ) : (
            hint
          ))}
      </FieldHint>
      {remark}
      <FieldError>{said}</FieldError>
    </TextField>
  );
}
