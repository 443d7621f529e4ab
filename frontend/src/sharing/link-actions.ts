import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import {
  Ban,
  BellRing,
  CalendarPlus,
  Copy,
  KeyRound,
  Link2,
  type LucideIcon,
  ReceiptText,
  RotateCcw,
  Send,
  SlidersHorizontal,
} from "lucide-react";
import type { LinkSummary } from "@/api/links";

export type LinkActionId =
  | "details"
  | "copy"
  | "resend"
  | "remind"
  | "password"
  | "address"
  | "extend"
  | "reactivate"
  | "limits"
  | "revoke";

/** What can be done with an upload link: menus, buttons and the actions on many links read it from here. */
export interface LinkAction {
  id: LinkActionId;
  title: MessageDescriptor;
  icon: LucideIcon;
  group: "look" | "mail" | "change" | "end";
  danger?: boolean;
  /** True, or why it can't be done now. */
  enabled(link: LinkSummary): true | MessageDescriptor;
}

const ownersAlone = msg`Only the clinician who shared it can do this.`;

/** The same rules as the server's (backend/links/state.py, access.py). */
function ofUsable(link: LinkSummary): true | MessageDescriptor {
  if (!link.is_own) return ownersAlone;
  switch (link.state) {
    case "active":
      return true;
    case "expired":
      return msg`This link has expired. Extend it first.`;
    case "revoked":
      return msg`This link is revoked. Reactivate it first.`;
    case "suspended":
      return link.suspended_by === "deleted"
        ? msg`The folder of this link was deleted for good.`
        : msg`The folder of this link lies in the trash. Restore the folder first.`;
  }
}

function ofUnrevoked(link: LinkSummary): true | MessageDescriptor {
  if (!link.is_own) return ownersAlone;
  return link.state !== "revoked" || msg`This link is revoked. Reactivate it first.`;
}

export const linkActions: readonly LinkAction[] = [
  {
    id: "details",
    title: msg`View share details`,
    icon: ReceiptText,
    group: "look",
    enabled: () => true,
  },
  { id: "copy", title: msg`Copy link`, icon: Copy, group: "look", enabled: ofUsable },
  { id: "resend", title: msg`Resend`, icon: Send, group: "mail", enabled: ofUsable },
  { id: "remind", title: msg`Remind`, icon: BellRing, group: "mail", enabled: ofUsable },
  { id: "password", title: msg`New password…`, icon: KeyRound, group: "change", enabled: ofUsable },
  { id: "address", title: msg`New link address…`, icon: Link2, group: "change", enabled: ofUsable },
  { id: "extend", title: msg`Extend…`, icon: CalendarPlus, group: "change", enabled: ofUnrevoked },
  {
    id: "limits",
    title: msg`Change limits…`,
    icon: SlidersHorizontal,
    group: "change",
    enabled: ofUnrevoked,
  },
  {
    id: "reactivate",
    title: msg`Reactivate…`,
    icon: RotateCcw,
    group: "end",
    enabled: (link) => {
      if (!link.is_own) return ownersAlone;
      return link.state === "revoked" || msg`This link is not revoked.`;
    },
  },
  {
    id: "revoke",
    title: msg`Revoke…`,
    icon: Ban,
    group: "end",
    danger: true,
    enabled: (link) => link.state !== "revoked" || msg`This link is revoked already.`,
  },
];

/** The action of that name. */
export function linkAction(id: LinkActionId): LinkAction {
  const found = linkActions.find((action) => action.id === id);
  if (!found) throw new Error(`There is no action ${id}`);
  return found;
}

/** What is offered for one link: of "Extend…" and "Reactivate…" the one that makes sense. */
export function actionsFor(link: LinkSummary): LinkAction[] {
  const other = link.state === "revoked" ? "extend" : "reactivate";
  return linkActions.filter(({ id }) => id !== other);
}
