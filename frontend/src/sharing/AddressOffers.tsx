import { Plural, useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import type { MouseEvent } from "react";
import type { Contact } from "@/api/contacts";
import styles from "./AddressField.module.css";
import type { Suggestions } from "./use-suggestions";

export interface AddressOffersProps {
  id: string;
  suggestions: Suggestions;
  onPick: (address: string) => void;
}

export const offerId = (id: string, place: number) => `${id}-${place}`;

/** Addresses from earlier, below the input that owns them. Each can be taken, or forgotten if it was mistyped. */
export function AddressOffers({ id, suggestions, onPick }: AddressOffersProps) {
  const { t } = useLingui();
  const { offered, active, forget } = suggestions;
  if (offered.length === 0) return null;
  const drop = (event: MouseEvent, contact: Contact) => {
    event.stopPropagation(); // not the one around it, which takes the address
    forget(contact);
  };
  return (
    // The pointer takes no focus away from the input
    <div
      id={id}
      role="listbox"
      aria-label={t`Addresses from earlier`}
      className={styles.offers}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {offered.map((contact, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input hears the keys for it (aria-activedescendant)
        <div
          key={contact.id}
          id={offerId(id, index)}
          role="option"
          tabIndex={-1}
          aria-label={contact.address}
          aria-selected={index === active}
          className={styles.offer}
          onClick={() => onPick(contact.address)}
        >
          <bdi>{contact.address}</bdi>
          {/* An option may hold nothing that takes the focus: the Delete key, which is announced, does the same */}
          <span
            className={styles.forget}
            title={t`Forget this address`}
            aria-hidden="true"
            onClick={(event) => drop(event, contact)}
          >
            <X />
          </span>
        </div>
      ))}
    </div>
  );
}

/** What a screen reader says of them. */
export function OffersSaid({ count }: { count: number }) {
  return (
    <Plural
      value={count}
      one="# address from earlier, reached by the arrow keys; Delete forgets it"
      other="# addresses from earlier, reached by the arrow keys; Delete forgets one"
    />
  );
}
