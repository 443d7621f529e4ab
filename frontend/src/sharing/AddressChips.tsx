import { useLingui } from "@lingui/react/macro";
import { CircleAlert, X } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { Button } from "react-aria-components";
import styles from "./AddressField.module.css";
import { isAddress } from "./addresses";

export interface AddressChipsProps {
  addresses: readonly string[];
  /** Back into the input, to be corrected. */
  onMend: (address: string) => void;
  onRemove: (address: string) => void;
  /** The way back to the input, behind the last one. */
  onLeave: () => void;
}

/** The addresses so far. One stop for Tab; arrows go through them, Delete takes one away, Enter corrects it. */
export function AddressChips({ addresses, onMend, onRemove, onLeave }: AddressChipsProps) {
  const { t } = useLingui();
  const list = useRef<HTMLUListElement>(null);
  if (addresses.length === 0) return null;

  function move(event: KeyboardEvent, address: string) {
    const at = addresses.indexOf(address);
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === "rtl";
    const forward = isRightToLeft ? "ArrowLeft" : "ArrowRight";
    const back = isRightToLeft ? "ArrowRight" : "ArrowLeft";
    if (event.key === forward && at === addresses.length - 1) onLeave();
    else if (event.key === forward) focusChip(list.current, at + 1);
    else if (event.key === back) focusChip(list.current, Math.max(0, at - 1));
    else if (event.key === "Delete" || event.key === "Backspace") onRemove(address);
    else return;
    event.preventDefault();
  }

  return (
    <ul ref={list} className={styles.chips} aria-label={t`Addresses`}>
      {addresses.map((address, index) => {
        const isWrong = !isAddress(address);
        return (
          <li key={address} className={styles.chip} data-invalid={isWrong || undefined}>
            {/* react-aria's buttons keep arrow keys to themselves */}
            <span className={styles.words} onKeyDownCapture={(event) => move(event, address)}>
              <Button
                className={styles.text}
                aria-label={isWrong ? t`Mend “${address}”, which is no address` : t`Change ${address}`}
                excludeFromTabOrder={index < addresses.length - 1}
                onPress={() => onMend(address)}
              >
                {isWrong && <CircleAlert aria-hidden="true" />}
                <bdi>{address}</bdi>
              </Button>
            </span>
            <Button
              className={styles.remove}
              aria-label={t`Remove ${address}`}
              excludeFromTabOrder
              onPress={() => onRemove(address)}
            >
              <X aria-hidden="true" />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

/** The chip at a place; the last one by default. */
export function focusChip(around: HTMLElement | null, place = -1): void {
  const chips = around?.querySelectorAll<HTMLElement>(`.${styles.text}`);
  (place < 0 ? chips?.[chips.length - 1] : chips?.[place])?.focus();
}
