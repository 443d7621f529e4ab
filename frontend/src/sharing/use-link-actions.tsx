import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { type LinkSummary, linkOptions, useRemind, useResendLink } from "@/api/links";
import { useProblemText } from "@/api/use-problem-text";
import type { MenuGroup } from "@/ui/Menu";
import { notify } from "@/ui/toasts";
import { actionsFor, type LinkAction, type LinkActionId } from "./link-actions";
import { useCopy } from "./use-copy";

// Dialogs that are opened now and then don't weigh on the list
const LinkDialog = lazy(async () => ({ default: (await import("./LinkDialog")).LinkDialog }));

/** The actions that ask something first. */
export type AskingAction = Exclude<LinkActionId, "details" | "copy" | "resend" | "remind">;

export interface LinkActionsHost {
  onOpenDetails: (linkId: string) => void;
  onPrint: (linkId: string) => void;
}

export interface LinkActions {
  perform: (id: LinkActionId, link: LinkSummary) => void;
  /** A link's menu; what can't be done says why. */
  menuOf: (link: LinkSummary, without?: readonly LinkActionId[]) => MenuGroup[];
  /** The dialog of the action that asks something; to be drawn once. */
  dialog: ReactNode;
}

/** What can be done with one link, done. */
export function useLinkActions({ onOpenDetails, onPrint }: LinkActionsHost): LinkActions {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const problemText = useProblemText();
  const copy = useCopy();
  const resend = useResendLink();
  const remind = useRemind();
  const [asked, setAsked] = useState<{ action: AskingAction; link: LinkSummary } | null>(null);

  const failed = (error: unknown) => notify({ title: problemText(error).title, tone: "danger" });

  async function copyAddress(id: string) {
    try {
      const { url } = await client.fetchQuery({ ...linkOptions(id), staleTime: 5_000 });
      copy(url, t`Link copied`);
    } catch (error) {
      failed(error);
    }
  }

  function perform(id: LinkActionId, link: LinkSummary) {
    const recipient = link.recipient;
    switch (id) {
      case "details":
        onOpenDetails(link.id);
        break;
      case "copy":
        void copyAddress(link.id);
        break;
      case "resend":
        resend.mutate(link.id, {
          onSuccess: () =>
            notify({ title: t`The link is on its way to ${recipient} again`, tone: "success" }),
          onError: failed,
        });
        break;
      case "remind":
        remind.mutate(link.id, {
          onSuccess: () => notify({ title: t`A reminder is on its way to ${recipient}`, tone: "success" }),
          onError: failed,
        });
        break;
      default:
        setAsked({ action: id, link });
    }
  }

  function entryOf(action: LinkAction, link: LinkSummary) {
    const verdict = action.enabled(link);
    return {
      id: action.id,
      title: i18n._(action.title),
      icon: action.icon,
      danger: action.danger ?? false,
      disabledReason: verdict === true ? undefined : i18n._(verdict),
      onAction: () => perform(action.id, link),
    };
  }

  return {
    perform,
    menuOf: (link, without = []) => {
      const offered = actionsFor(link).filter(({ id }) => !without.includes(id));
      return (["look", "mail", "change", "end"] as const).map((group) => ({
        id: group,
        entries: offered.filter((action) => action.group === group).map((action) => entryOf(action, link)),
      }));
    },
    dialog: asked && (
      <Suspense>
        <LinkDialog {...asked} onClose={() => setAsked(null)} onPrint={onPrint} />
      </Suspense>
    ),
  };
}
