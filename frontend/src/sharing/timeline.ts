import { useLingui } from "@lingui/react/macro";
import {
  Ban,
  BellOff,
  BellRing,
  CalendarPlus,
  CircleCheck,
  CirclePause,
  CirclePlay,
  CircleSlash,
  Download,
  FolderOpen,
  Hourglass,
  KeyRound,
  Link2,
  type LucideIcon,
  MailCheck,
  MailWarning,
  MailX,
  MousePointerClick,
  Printer,
  RotateCcw,
  ShieldAlert,
  ShieldCheck,
  SlidersHorizontal,
  Smartphone,
  TimerOff,
  Upload,
  UserX,
} from "lucide-react";
import type { Schemas } from "@/api/client";
import { useFormats } from "@/i18n/format";

export type TimelineEvent = Schemas["TimelineEvent"];

/** A step of a link's life as a person reads it. */
export interface Step {
  icon: LucideIcon;
  tone: "plain" | "success" | "warning" | "danger";
  title: string;
  detail?: string | undefined;
}

/**
 * The steps worth reading: a mail that waits is told only until its outcome is known.
 *
 * @param events oldest first
 */
export function worthReading(events: readonly TimelineEvent[]): TimelineEvent[] {
  return events.filter((event, index) => {
    if (event.kind !== "mail_queued" && event.kind !== "mail_delayed") return true;
    return !events.slice(index + 1).some((later) => isOutcome(later) && isSameMail(event, later));
  });
}

function isOutcome(event: TimelineEvent): boolean {
  return ["mail_sent", "mail_refused", "mail_expired", "mail_delayed"].includes(event.kind);
}

function isSameMail(one: TimelineEvent, other: TimelineEvent): boolean {
  return one.detail.mail === other.detail.mail && one.detail.recipient === other.detail.recipient;
}

/** What a mail is, in words. One that this version does not know is an e-mail. */
export function useMailName(): (kind: string) => string {
  const { t } = useLingui();
  return (kind) => {
    switch (kind) {
      case "upload_link":
        return t`E-mail with link and password`;
      case "upload_link_only":
        return t`E-mail with the link`;
      case "password_only":
        return t`E-mail with the password`;
      case "reminder":
        return t`Reminder`;
      case "upload_stopped":
        return t`E-mail about the upload that has stopped`;
      case "code":
        return t`E-mail with a one-time code`;
      case "delivery_received":
        return t`Your notification`;
      case "guessing":
        return t`Your warning about wrong passwords`;
      case "undelivered":
        return t`Your notice that an e-mail did not arrive`;
      case "links_stopped":
        return t`Your notice that links have stopped`;
      case "account_closed":
        return t`Notice to the administrators that the account is closed`;
      default:
        return t`E-mail`;
    }
  };
}

/** Events in words. One that this version does not know keeps the server's word for it. */
export function useStepWords(): (event: TimelineEvent) => Step {
  const { t } = useLingui();
  const formats = useFormats();
  const mailName = useMailName();

  function fieldName(field: string): string {
    switch (field) {
      case "title":
        return t`title`;
      case "description":
        return t`description`;
      case "language":
        return t`language`;
      case "two_factor":
        return t`two-factor authentication`;
      case "policy":
        return t`what is accepted`;
      case "notify":
        return t`your notification`;
      case "remind":
        return t`reminders`;
      case "ask_name":
        return t`question for the name`;
      case "ask_note":
        return t`question for a note`;
      case "may_see":
        return t`seeing the folder`;
      case "may_download":
        return t`downloading from it`;
      default:
        return field;
    }
  }

  function whySuspended(by: string): string {
    switch (by) {
      case "deleted":
        return t`Its folder was deleted for good.`;
      case "account":
        return t`The account of the clinician who shared it is not active.`;
      default:
        return t`Its folder lies in the trash.`;
    }
  }

  function received(event: TimelineEvent): string {
    const files = formats.number(numberIn(event, "received_count"));
    const size = formats.size(numberIn(event, "received_bytes"));
    const missing = numberIn(event, "refused_count") + numberIn(event, "unsent_count");
    return missing > 0 ? t`${files} files, ${size}; ${missing} not received` : t`${files} files, ${size}`;
  }

  function closed(event: TimelineEvent, number: string): Step {
    if (numberIn(event, "received_count") === 0) {
      return { icon: UserX, tone: "warning", title: t`Upload ${number} ended without files` };
    }
    const detail = received(event);
    switch (textIn(event, "closed_by")) {
      case "revoked":
        return { icon: CircleSlash, tone: "warning", title: t`Upload ${number} ended by revoking`, detail };
      case "sender":
        return { icon: CircleCheck, tone: "success", title: t`Upload ${number} complete`, detail };
      default:
        return { icon: TimerOff, tone: "warning", title: t`Upload ${number} ended incomplete`, detail };
    }
  }

  return (event) => {
    const recipient = textIn(event, "recipient");
    const name = mailName(textIn(event, "mail"));
    const number = textIn(event, "number");
    const by = textIn(event, "by");
    const until = formats.day(textIn(event, "expire_date"));
    switch (event.kind) {
      case "created":
        return { icon: Link2, tone: "plain", title: t`Link created`, detail: by };
      case "mail_queued":
        return { icon: Hourglass, tone: "plain", title: t`${name}: waiting to be sent`, detail: recipient };
      case "mail_delayed":
        return {
          icon: MailWarning,
          tone: "warning",
          title: t`${name}: not sent yet, will be tried again`,
          detail: textIn(event, "answer") || recipient,
        };
      case "mail_sent":
        return { icon: MailCheck, tone: "success", title: t`${name}: sent`, detail: recipient };
      case "mail_refused":
        return {
          icon: MailX,
          tone: "danger",
          title: t`${name}: refused by the mail server`,
          detail: [recipient, textIn(event, "answer")].filter(Boolean).join(": "),
        };
      case "mail_expired":
        return {
          icon: MailX,
          tone: "danger",
          title: t`${name}: could not be sent in time and was deleted`,
          detail: recipient,
        };
      case "mail_returned":
        return {
          icon: MailX,
          tone: "danger",
          title: t`${name}: returned as undeliverable`,
          detail: [recipient, textIn(event, "answer")].filter(Boolean).join(": "),
        };
      case "opened":
        return { icon: MousePointerClick, tone: "plain", title: t`Opened by the recipient` };
      case "password_passed":
        return { icon: KeyRound, tone: "success", title: t`Password entered` };
      case "code_sent":
        return { icon: Smartphone, tone: "plain", title: t`One-time code sent`, detail: recipient };
      case "code_passed":
        return { icon: ShieldCheck, tone: "success", title: t`One-time code entered` };
      case "guessing":
        return { icon: ShieldAlert, tone: "danger", title: t`Many wrong passwords` };
      case "delivery_opened":
        return { icon: Upload, tone: "plain", title: t`Upload began`, detail: number };
      case "delivery_closed":
        return closed(event, number);
      case "folder_seen":
        return { icon: FolderOpen, tone: "plain", title: t`Folder looked at by the recipient` };
      case "downloaded": {
        const files = formats.number(numberIn(event, "files"));
        return { icon: Download, tone: "plain", title: t`Files downloaded by the recipient: ${files}` };
      }
      case "stalled":
        return {
          icon: TimerOff,
          tone: "warning",
          title: t`Upload stopped at ${numberIn(event, "percent")} %`,
          detail: number,
        };
      case "reminded":
        return by
          ? { icon: BellRing, tone: "plain", title: t`Reminded`, detail: by }
          : { icon: BellRing, tone: "plain", title: t`Reminded, as nothing had come` };
      case "reminders_declined":
        return { icon: BellOff, tone: "plain", title: t`The recipient wants no more reminders` };
      case "printed":
        return {
          icon: Printer,
          tone: "plain",
          title: event.detail.with_password === true ? t`Printed, with the password` : t`Printed`,
          detail: by,
        };
      case "password_changed":
        return { icon: KeyRound, tone: "plain", title: t`New password set`, detail: by };
      case "token_renewed":
        return {
          icon: Link2,
          tone: "plain",
          title: t`New link address; the old one is dead`,
          detail: by,
        };
      case "extended":
        return { icon: CalendarPlus, tone: "plain", title: t`Works until ${until}`, detail: by };
      case "changed":
        return {
          icon: SlidersHorizontal,
          tone: "plain",
          title: t`Changed: ${textsIn(event, "fields").map(fieldName).join(", ")}`,
          detail: by,
        };
      case "reactivated":
        return { icon: RotateCcw, tone: "success", title: t`Reactivated until ${until}`, detail: by };
      case "suspended":
        return {
          icon: CirclePause,
          tone: "warning",
          title: t`Suspended`,
          detail: whySuspended(by),
        };
      case "resumed":
        return { icon: CirclePlay, tone: "success", title: t`Works again` };
      case "revoked":
        return { icon: Ban, tone: "danger", title: t`Revoked`, detail: by };
      default:
        return { icon: Link2, tone: "plain", title: event.kind.replaceAll("_", " ") };
    }
  };
}

function textIn(event: TimelineEvent, key: string): string {
  const value: unknown = event.detail[key];
  return typeof value === "string" ? value : "";
}

function textsIn(event: TimelineEvent, key: string): string[] {
  const value: unknown = event.detail[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function numberIn(event: TimelineEvent, key: string): number {
  const value: unknown = event.detail[key];
  return typeof value === "number" ? value : 0;
}
