import { useLingui } from "@lingui/react/macro";
import type { Link, LinkSummary } from "@/api/links";

type Tone = "neutral" | "info" | "success" | "warning" | "danger";

/** A link whose last day is at most so near is expiring: the server's listing.EXPIRING. */
const expiringInMs = 3 * 24 * 3_600_000;

/** Whether an active link ends soon. */
export function isExpiring(link: Pick<LinkSummary, "state" | "expires_at">, now = Date.now()): boolean {
  return link.state === "active" && Date.parse(link.expires_at) - now <= expiringInMs;
}

/** A link's state in a word, with the tone of its badge, and the reason where there is one. */
export function useStateWord(): (link: Pick<LinkSummary, "state" | "suspended_by" | "expires_at">) => {
  word: string;
  tone: Tone;
  reason?: string;
} {
  const { t } = useLingui();
  return (link) => {
    switch (link.state) {
      case "active":
        return isExpiring(link)
          ? { word: t`Expires soon`, tone: "warning" }
          : { word: t`Active`, tone: "success" };
      case "expired":
        return { word: t`Expired`, tone: "neutral" };
      case "revoked":
        return { word: t`Revoked`, tone: "danger" };
      case "suspended":
        return { word: t`Suspended`, tone: "warning", reason: whySuspended(link.suspended_by) };
    }
  };

  function whySuspended(by: LinkSummary["suspended_by"]): string {
    switch (by) {
      case "deleted":
        return t`Its folder was deleted for good.`;
      case "account":
        return t`The account of the clinician who shared it is not active.`;
      default:
        return t`Its folder lies in the trash.`;
    }
  }
}

/** How far a link is, in a few words, with the tone of what it means for its owner. */
export function useStageWord(): (link: Pick<LinkSummary, "stage" | "percent">) => {
  word: string;
  tone: Tone;
} {
  const { t } = useLingui();
  return ({ stage, percent }) => {
    switch (stage) {
      case "queued":
        return { word: t`E-mail waits to be sent`, tone: "neutral" };
      case "sent":
        return { word: t`E-mail sent`, tone: "neutral" };
      case "refused":
        return { word: t`E-mail did not arrive`, tone: "danger" };
      case "opened":
        return { word: t`Opened`, tone: "info" };
      case "password":
        return { word: t`Password entered`, tone: "info" };
      case "code":
        return { word: t`Code entered`, tone: "info" };
      case "uploading":
        return { word: percent === null ? t`Uploading` : t`Uploading, ${percent} %`, tone: "info" };
      case "stalled":
        return { word: percent === null ? t`Stopped` : t`Stopped at ${percent} %`, tone: "warning" };
      case "incomplete":
        return { word: t`Ended incomplete`, tone: "warning" };
      case "complete":
        return { word: t`Complete`, tone: "success" };
    }
  };
}

/** How the password reaches the recipient, as a sentence. */
export function usePasswordWay(): (
  link: Pick<Link, "password_by" | "password_recipient" | "recipient">,
) => string {
  const { t } = useLingui();
  return (link) => {
    const address = link.password_recipient ?? link.recipient;
    switch (link.password_by) {
      case "same_mail":
        return t`In the e-mail with the link`;
      case "separate_mail":
        return t`In a second e-mail to the same address`;
      case "other_address":
        return t`In an e-mail to ${address}`;
      case "told":
        return t`By phone or in person, in no e-mail`;
    }
  };
}
