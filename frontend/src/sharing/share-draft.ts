import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Installation } from "@/api/installation";
import type { NewLinks } from "@/api/links";
import { entriesIn, flawOf, isAddress, sameAddress, withAddresses } from "./addresses";
import { judgeOptions, type LinkOptions, type OptionField, optionsForApi } from "./link-options";

/** How the password travels when it does not travel with the link. */
export type SeparateWay = "separate_mail" | "other_address" | "told";

/** The form as it stands, filled or not. */
export interface ShareDraft {
  recipients: readonly string[];
  /** What is typed behind the addresses and is none yet. */
  typed: string;
  twoFactor: boolean;
  /** The box "Send link password in a different email". */
  separate: boolean;
  separateWay: SeparateWay;
  passwordRecipient: string;
  language: string;
  password: string;
  title: string;
  description: string;
  expireDate: string | null;
  options: LinkOptions;
}

/** The server's names of the fields, so that its verdicts land where ours do. */
export type Field =
  | "recipients"
  | "two_factor"
  | "password_recipient"
  | "password"
  | "title"
  | "description"
  | "expire_date"
  | "language"
  | OptionField;

export type Verdicts = Partial<Record<Field, MessageDescriptor>>;

/** Days as the API writes them; they compare as text. */
export interface Limits {
  firstDay: string;
  lastDay: string;
  daysMost: number;
}

export const titleMost = 120;
export const descriptionMost = 1000;
export const passwordLeast = 10;
export const recipientsMost = 50;

/**
 * Ticking 2FA sends the password elsewhere by itself: a code mailed to the mailbox that holds the password as well would
 * prove only the mailbox. A choice that already keeps them apart is left alone.
 */
export function withTwoFactor(draft: ShareDraft, twoFactor: boolean): Partial<ShareDraft> {
  const apart = draft.separate && draft.separateWay !== "separate_mail";
  return twoFactor && !apart ? { twoFactor, separate: true, separateWay: "other_address" } : { twoFactor };
}

/** What is typed counts as well: nobody must press Enter after the last address. */
export function recipientsOf(draft: ShareDraft): string[] {
  const typed = draft.typed.trim();
  return typed === "" ? [...draft.recipients] : withAddresses(draft.recipients, addressesIn(typed));
}

function addressesIn(typed: string): string[] {
  const found = entriesIn(typed);
  return found.length > 0 ? found : [typed];
}

/** A text's length as the server counts it: an emoji is one character. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** What is wrong with the draft; the server judges by the same rules, and by the password's strength. */
export function judge(draft: ShareDraft, limits: Limits, installation: Installation): Verdicts {
  return Object.fromEntries(
    Object.entries({
      recipients: judgeRecipients(recipientsOf(draft)),
      password_recipient: judgePasswordRecipient(draft),
      password: judgePassword(draft.password),
      title: judgeTitle(draft.title),
      description: judgeDescription(draft.description),
      expire_date: judgeExpireDate(draft.expireDate, limits),
      ...judgeOptions(draft.options, installation),
    }).filter(([, verdict]) => verdict !== undefined),
  );
}

function judgeRecipients(recipients: readonly string[]): MessageDescriptor | undefined {
  if (recipients.length === 0) return msg`Please enter at least one e-mail address.`;
  if (recipients.length > recipientsMost) return msg`At most ${recipientsMost} addresses at a time, please.`;
  const wrong = recipients.find((address) => !isAddress(address));
  return wrong === undefined ? undefined : whatIsWrongWith(wrong);
}

/** Says of a text that is no address what would make it one; undefined if it is one. */
export function whatIsWrongWith(address: string): MessageDescriptor | undefined {
  switch (flawOf(address)) {
    case undefined:
      return undefined;
    case "no at":
      return msg`“${address}” is not an e-mail address: it has no @.`;
    case "nothing before":
      return msg`“${address}” is not an e-mail address: the name before the @ is missing.`;
    case "nothing after":
      return msg`“${address}” is not an e-mail address: what follows the @ is missing.`;
    case "no ending":
      return msg`“${address}” is not an e-mail address: its ending is missing, such as .com or .org.`;
    case "letters before":
      return msg`“${address}” can't be written to: before the @ only letters from a to z are possible.`;
    case "form":
      return msg`“${address}” is not an e-mail address.`;
  }
}

function judgePasswordRecipient(draft: ShareDraft): MessageDescriptor | undefined {
  if (!draft.separate || draft.separateWay !== "other_address") return undefined;
  const address = draft.passwordRecipient.trim();
  if (address === "") return msg`Please enter the address that the password goes to.`;
  if (!isAddress(address)) return whatIsWrongWith(address);
  if (recipientsOf(draft).some((recipient) => sameAddress(recipient, address))) {
    return msg`This address already receives the link. Please choose another one for the password.`;
  }
  return undefined;
}

function judgePassword(password: string): MessageDescriptor | undefined {
  if (password === "") return msg`Please enter a folder password, or let one be generated.`;
  if (lengthOf(password) < passwordLeast) return msg`Please use at least ${passwordLeast} characters.`;
  return undefined;
}

function judgeTitle(title: string): MessageDescriptor | undefined {
  if (title.trim() === "") return msg`Please enter a title.`;
  if (lengthOf(title.trim()) > titleMost) return msg`At most ${titleMost} characters, please.`;
  return undefined;
}

function judgeDescription(description: string): MessageDescriptor | undefined {
  return lengthOf(description.trim()) > descriptionMost
    ? msg`At most ${descriptionMost} characters, please.`
    : undefined;
}

function judgeExpireDate(
  day: string | null,
  { firstDay, lastDay, daysMost }: Limits,
): MessageDescriptor | undefined {
  if (day === null) return msg`Please choose the last day on which the link works.`;
  if (day < firstDay) return msg`This day has passed already.`;
  if (day > lastDay) return msg`A link works for at most ${daysMost} days.`;
  return undefined;
}

/** The draft as the API wants it. */
export function toNewLinks(
  draft: ShareDraft,
  folderId: string,
  timeZone: string,
  installation: Installation,
): NewLinks {
  const elsewhere = draft.separate && draft.separateWay === "other_address";
  return {
    folder_id: folderId,
    recipients: recipientsOf(draft),
    two_factor: draft.twoFactor,
    password_by: draft.separate ? draft.separateWay : "same_mail",
    password_recipient: elsewhere ? draft.passwordRecipient.trim() : null,
    language: draft.language as NewLinks["language"],
    password: draft.password,
    title: draft.title.trim(),
    description: draft.description.trim(),
    expire_date: draft.expireDate ?? "",
    time_zone: timeZone,
    ...optionsForApi(draft.options, installation),
  };
}
