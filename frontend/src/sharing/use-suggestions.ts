import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { type Contact, contactsOptions, useForgetContact } from "@/api/contacts";
import { useProblemText } from "@/api/use-problem-text";
import { notify } from "@/ui/toasts";
import { sameAddress } from "./addresses";
import { useDebounced } from "./use-debounced";

export interface Suggestions {
  /** Shown below the input; empty while there is nothing to offer. */
  offered: readonly Contact[];
  /** The place of the one that Enter would take; -1 for none. */
  active: number;
  /** Offers one no longer. */
  forget: (contact: Contact) => void;
  /** Handles a key that moves among them, closes them or takes one; false if it meant something else. */
  press: (event: KeyboardEvent) => boolean;
  close: () => void;
  open: () => void;
}

/** Contacts from earlier that fit what is typed (WAI-ARIA pattern: combobox with manual selection). */
export function useSuggestions(
  typed: string,
  taken: readonly string[],
  onPick: (address: string) => void,
  onForgotten: (address: string) => void,
): Suggestions {
  const forgetting = useForgetContact();
  const problemText = useProblemText();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const part = useDebounced(typed.trim(), 150);
  const { data } = useQuery({
    ...contactsOptions(part),
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });

  const isFitting = ({ address }: Contact) =>
    address.toLowerCase().includes(typed.trim().toLowerCase()) && // what was found for fewer letters
    !taken.some((known) => sameAddress(known, address));
  const offered = isOpen && data ? data.filter(isFitting) : [];
  const current = active < offered.length ? active : -1;

  function close() {
    setOpen(false);
    setActive(-1);
  }

  function forget(contact: Contact) {
    forgetting.mutate(contact, {
      onSuccess: () => onForgotten(contact.address),
      onError: (error) => notify({ ...problemText(error), tone: "danger" }),
    });
  }

  function press(event: KeyboardEvent): boolean {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      setOpen(true); // with nothing typed: those used last
      if (offered.length === 0) return false;
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are: between the last and the first stands what was typed
      setActive(((current + 1 + step + offered.length + 1) % (offered.length + 1)) - 1);
    } else if (event.key === "Escape" && offered.length > 0) {
      close();
      event.stopPropagation(); // the dialog stays
    } else if (event.key === "Enter" && offered[current] !== undefined) {
      onPick(offered[current].address);
      close();
    } else if (event.key === "Delete" && offered[current] !== undefined) {
      forget(offered[current]);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  return { offered, active: current, forget, press, close, open: () => setOpen(true) };
}
