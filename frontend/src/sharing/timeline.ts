import { useLingui } from "@lingui/react/macro";
import {
  Ban,
  CircleCheck,
  Hourglass,
  KeyRound,
  Link2,
  type LucideIcon,
  MailCheck,
  MailWarning,
  MailX,
  MousePointerClick,
  ShieldAlert,
  ShieldCheck,
  Smartphone,
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

/** Events in words. One that this version does not know keeps the server's word for it. */
export function useStepWords(): (event: TimelineEvent) => Step {
  const { t } = useLingui();
  const formats = useFormats();

  function mailName(mail: string): string {
    switch (mail) {
      case "upload_link":
        return t`E-mail with link and password`;
      case "upload_link_only":
        return t`E-mail with the link`;
      case "password_only":
        return t`E-mail with the password`;
      case "code":
        return t`E-mail with a one-time code`;
      case "delivery_received":
        return t`Your notification`;
      case "guessing":
        return t`Your warning about wrong passwords`;
      default:
        return t`E-mail`;
    }
  }

  function received(event: TimelineEvent): string {
    const files = formats.number(numberIn(event, "received_count"));
    const size = formats.size(numberIn(event, "received_bytes"));
    const missing = numberIn(event, "refused_count") + numberIn(event, "unsent_count");
    return missing > 0 ? t`${files} files, ${size}; ${missing} not received` : t`${files} files, ${size}`;
  }

  return (event) => {
    const recipient = textIn(event, "recipient");
    const name = mailName(textIn(event, "mail"));
    const number = textIn(event, "number");
    const by = textIn(event, "by");
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
        return numberIn(event, "received_count") > 0
          ? {
              icon: CircleCheck,
              tone: "success",
              title: t`Upload ${number} complete`,
              detail: received(event),
            }
          : { icon: UserX, tone: "warning", title: t`Upload ${number} ended without files` };
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

function numberIn(event: TimelineEvent, key: string): number {
  const value: unknown = event.detail[key];
  return typeof value === "number" ? value : 0;
}
