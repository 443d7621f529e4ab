import { useLingui } from "@lingui/react/macro";
import type { Link, LinkSummary } from "@/api/links";

type Tone = "neutral" | "success" | "warning" | "danger";

/** A link's state in a word, with the tone of its badge. */
export function useStateWord(): (state: LinkSummary["state"]) => { word: string; tone: Tone } {
  const { t } = useLingui();
  return (state) => {
    switch (state) {
      case "active":
        return { word: t`Active`, tone: "success" };
      case "expired":
        return { word: t`Expired`, tone: "neutral" };
      case "revoked":
        return { word: t`Revoked`, tone: "danger" };
      case "suspended":
        return { word: t`Folder in the trash`, tone: "warning" };
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
