import type { MessageDescriptor } from "@lingui/core";
import type { BulkAction, LinkSummary } from "@/api/links";
import { type LinkActionId, linkAction } from "./link-actions";

const sameAlone: Record<BulkAction, LinkActionId> = {
  revoke: "revoke",
  resend: "resend",
  remind: "remind",
  renew_token: "address",
  extend: "extend",
};

/** Why each link that an action can't be done to is left out; the others are those that it is asked for. */
export function split(
  action: BulkAction,
  links: readonly LinkSummary[],
): { able: LinkSummary[]; left: { link: LinkSummary; reason: MessageDescriptor }[] } {
  const able: LinkSummary[] = [];
  const left: { link: LinkSummary; reason: MessageDescriptor }[] = [];
  for (const link of links) {
    const verdict = linkAction(sameAlone[action]).enabled(link);
    if (verdict === true) able.push(link);
    else left.push({ link, reason: verdict });
  }
  return { able, left };
}

/** Whether there is a link among these that the action can be done to; else why not to the first. */
export function bulkVerdict(action: BulkAction, links: readonly LinkSummary[]): true | MessageDescriptor {
  const { able, left } = split(action, links);
  const [first] = left;
  return able.length > 0 || first === undefined ? true : first.reason;
}
