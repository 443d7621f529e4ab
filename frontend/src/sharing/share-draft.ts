import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { NewLinks } from "@/api/links";
import { isAddress, sameAddress, splitAddresses, withAddresses } from "./addresses";

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
}

/** The server's names of the fields, so that its verdicts land where ours do. */
export type Field =
  | "recipients"
  | "password_recipient"
  | "password"
  | "title"
  | "description"
  | "expire_date"
  | "language";

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
export function withTwoFactor(draft: ShareDraft, twoFactor: boolean): ShareDraft {
  const apart = draft.separate && draft.separateWay !== "separate_mail";
  if (!twoFactor || apart) return { ...draft, twoFactor };
  return { ...draft, twoFactor, separate: true, separateWay: "other_address" };
}

/** What is typed counts as well: nobody must press Enter after the last address. */
export function recipientsOf(draft: ShareDraft): string[] {
  const typed = draft.typed.trim();
  return typed === "" ? [...draft.recipients] : withAddresses(draft.recipients, addressesIn(typed));
}

function addressesIn(typed: string): string[] {
  const found = splitAddresses(typed);
  return found.length > 0 ? found : [typed];
}

/** What is wrong with the draft; the server judges by the same rules, and by the password's strength. */
export function judge(draft: ShareDraft, limits: Limits): Verdicts {
  return Object.fromEntries(
    Object.entries({
      recipients: judgeRecipients(recipientsOf(draft)),
      password_recipient: judgePasswordRecipient(draft),
      password: judgePassword(draft.password),
      title: judgeTitle(draft.title),
      description: judgeDescription(draft.description),
      expire_date: judgeExpireDate(draft.expireDate, limits),
    }).filter(([, verdict]) => verdict !== undefined),
  );
}

function judgeRecipients(recipients: readonly string[]): MessageDescriptor | undefined {
  if (recipients.length === 0) return msg`Please enter at least one e-mail address.`;
  if (recipients.length > recipientsMost) return msg`At most ${recipientsMost} addresses at a time, please.`;
  const wrong = recipients.find((address) => !isAddress(address));
  return wrong === undefined ? undefined : msg`“${wrong}” is not an e-mail address.`;
}

function judgePasswordRecipient(draft: ShareDraft): MessageDescriptor | undefined {
  if (!draft.separate || draft.separateWay !== "other_address") return undefined;
  const address = draft.passwordRecipient.trim();
  if (address === "") return msg`Please enter the address that the password goes to.`;
  if (!isAddress(address)) return msg`“${address}” is not an e-mail address.`;
  if (recipientsOf(draft).some((recipient) => sameAddress(recipient, address))) {
    return msg`This address already receives the link. Please choose another one for the password.`;
  }
  return undefined;
}

function judgePassword(password: string): MessageDescriptor | undefined {
  if (password === "") return msg`Please enter a folder password, or let one be generated.`;
  if (password.length < passwordLeast) return msg`Please use at least ${passwordLeast} characters.`;
  return undefined;
}

function judgeTitle(title: string): MessageDescriptor | undefined {
  if (title.trim() === "") return msg`Please enter a title.`;
  if (title.length > titleMost) return msg`At most ${titleMost} characters, please.`;
  return undefined;
}

function judgeDescription(description: string): MessageDescriptor | undefined {
  return description.length > descriptionMost
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
export function toNewLinks(draft: ShareDraft, folderId: string, timeZone: string): NewLinks {
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
    description: draft.description,
    expire_date: draft.expireDate ?? "",
    time_zone: timeZone,
  };
}
