import { useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { onLoggedOut } from "@/api/client";
import { linksBeforeOptions, linksMadeMeanwhile } from "@/api/folder-links";
import { type Installation, installationOptions } from "@/api/installation";
import { type Link, type LinkSummary, useCreateLinks } from "@/api/links";
import { Problem } from "@/api/problem";
import { useMe } from "@/api/session";
import { type ProblemText, useProblemText } from "@/api/use-problem-text";
import { notify } from "@/ui/toasts";
import { defaultTitleOptions } from "./default-title";
import { dayAfter, limitsFrom, todayIn } from "./expiry";
import { rememberFreshShare } from "./fresh-shares";
import { forgetDraft, keepBeyondSession, keepDraft, keptDraft } from "./kept-drafts";
import { defaultOptions, optionFields, ownerOfOption } from "./link-options";
import type { ShareUploadFolderFormProps } from "./ShareUploadFolderForm";
import {
  type Field,
  judge,
  type Limits,
  type ShareDraft,
  titleMost,
  toNewLinks,
  withTwoFactor,
} from "./share-draft";

export interface ShareForm {
  draft: ShareDraft;
  /** Sets what is named; of two changes in one moment none is lost. */
  change: (change: Partial<ShareDraft>) => void;
  /** Said from the first try to send on, and then as one types. */
  errors: Partial<Record<Field, string>>;
  /** What the server says and no field can carry. */
  problem: ProblemText | null;
  installation: Installation;
  limits: Limits;
  timeZone: string;
  /** The folder's links as they were when the form was opened. */
  linksBefore: readonly LinkSummary[];
  submit: () => void;
  isPending: boolean;
  /** Whether it holds what was left here before. */
  isRestored: boolean;
  /** It was left because the session had ended, which no password outlasts. */
  isPasswordLost: boolean;
  startAfresh: () => void;
}

/** The form's state and rules, apart from how it looks. `onRefused` is called when a verdict stands in the way. */
export function useShareForm(
  props: ShareUploadFolderFormProps,
  onRefused: (fields: readonly string[]) => void,
): ShareForm {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const me = useMe();
  const { data: installation } = useSuspenseQuery(installationOptions);
  const problemText = useProblemText();
  const folderId = props.folder.id;

  const timeZone = me.time_zone;
  const limits = useMemo(
    () => limitsFrom(todayIn(timeZone), installation.link_days_most),
    [timeZone, installation],
  );
  const [fresh] = useState(() => emptyDraft(installation, me.language, limits));
  const [kept] = useState(() => keptDraft(client, folderId));
  const [draft, setDraft] = useState<ShareDraft>(kept?.draft ?? fresh);
  const [isTitleOwn, setTitleOwn] = useState(kept?.isTitleOwn ?? false);
  const [isRestored, setRestored] = useState(kept !== undefined);
  const [hasTried, setTried] = useState(false);
  const [refused, setRefused] = useState<Partial<Record<string, string>>>({});

  const { data: defaultTitle } = useQuery(defaultTitleOptions(installation.institution, draft.language));
  useEffect(() => {
    if (defaultTitle !== undefined && !isTitleOwn) {
      setDraft((now) => ({ ...now, title: defaultTitle.slice(0, titleMost) }));
    }
  }, [defaultTitle, isTitleOwn]);

  const { data: linksBefore = noLinks } = useQuery(linksBeforeOptions(folderId));

  const isFilled = isTitleOwn || JSON.stringify({ ...draft, title: "" }) !== JSON.stringify(fresh);
  const { onFilled } = props;
  useEffect(() => onFilled?.(isFilled), [isFilled, onFilled]);
  useEffect(() => {
    if (!isFilled) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isFilled]);

  const verdicts = judge(draft, limits, installation);
  const errors: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const verdict = verdicts[field];
    const said = hasTried && verdict ? i18n._(verdict) : refused[field];
    if (said) errors[field] = said;
  }

  const create = useCreateLinks();
  const isUnsure = useRef(false);
  const isSending = useRef(false); // a second press can come before the first one is drawn
  const sending = useMutation({
    mutationFn: async (now: ShareDraft) => {
      const links = toNewLinks(now, folderId, timeZone, installation);
      // The answer to the last try got lost: perhaps it was done, and nobody wants the mails twice
      const made = isUnsure.current ? await linksMadeMeanwhile(folderId, links, linksBefore) : null;
      return made ?? create.mutateAsync(links);
    },
    onSuccess: shared,
    onError: (error) => {
      isSending.current = false; // after a success it stays: what is sent is sent
      isUnsure.current = !(error instanceof Problem) || error.status >= 500;
      const said = error instanceof Problem ? error.fields : {};
      setRefused(said);
      onRefused(Object.keys(said));
    },
  });

  const latest = useRef(draft);
  useLayoutEffect(() => {
    latest.current = draft;
  });

  // Asked after the app has wiped what was read in the session, as it was listening before this form was there
  const { folder } = props;
  useEffect(() => {
    if (!isFilled) return;
    return onLoggedOut(() => keepBeyondSession(client, folder, { draft: latest.current, isTitleOwn }, me.id));
  }, [client, folder, isFilled, isTitleOwn, me.id]);

  function change(wanted: Partial<ShareDraft>) {
    const before = latest.current;
    const next = { ...before, ...wanted };
    latest.current = next;
    const isOwn = isTitleOwn || next.title !== before.title;
    setTitleOwn(isOwn);
    // The server judged what stood there before
    setRefused((now) =>
      Object.fromEntries(Object.entries(now).filter(([field]) => same(field, before, next))),
    );
    setDraft(next);
    keepDraft(client, folderId, { draft: next, isTitleOwn: isOwn });
  }

  function startAfresh() {
    forgetDraft(client, folderId);
    setDraft({ ...fresh, title: defaultTitle?.slice(0, titleMost) ?? "" });
    setTitleOwn(false);
    setRestored(false);
    setRefused({});
    setTried(false);
  }

  function shared(links: readonly Link[]) {
    const first = links[0];
    if (!first) return;
    forgetDraft(client, folderId);
    rememberFreshShare(client, links, draft.password);
    const count = links.length;
    const recipient = first.recipient;
    notify({
      title: t`Folder Shared Successfully`,
      tone: "success",
      detail: count === 1 ? t`The link is on its way to ${recipient}.` : t`${count} links are on their way.`,
      actions: [
        { label: t`View share details`, onPress: () => props.onOpenDetails(first.id) },
        { label: t`Print`, onPress: () => props.onPrint(first.id) },
      ],
    });
    props.onShared();
  }

  function submit() {
    setTried(true);
    if (Object.keys(verdicts).length > 0) {
      onRefused(Object.keys(verdicts));
      return;
    }
    if (isSending.current) return;
    isSending.current = true;
    sending.mutate(draft);
  }

  return {
    draft,
    change,
    errors,
    problem: sending.error ? whatFieldsDontCarry(sending.error, problemText) : null,
    installation,
    limits,
    timeZone,
    linksBefore,
    submit,
    isPending: sending.isPending,
    isRestored,
    isPasswordLost: kept?.endedFor !== undefined && draft.password === "",
    startAfresh,
  };
}

const noLinks: readonly LinkSummary[] = [];

function emptyDraft(installation: Installation, language: string, limits: Limits): ShareDraft {
  const empty: ShareDraft = {
    recipients: [],
    typed: "",
    twoFactor: false,
    separate: false,
    separateWay: "separate_mail",
    passwordRecipient: "",
    language: installation.languages.includes(language) ? language : (installation.languages[0] ?? "en"),
    password: "",
    title: "",
    description: "",
    expireDate: dayAfter(limits.firstDay, { days: installation.link_days_default }),
    options: defaultOptions(installation),
  };
  return installation.link_two_factor === "off" ? empty : { ...empty, ...withTwoFactor(empty, true) };
}

const fields: readonly Field[] = [
  "recipients",
  "two_factor",
  "password_recipient",
  "language",
  "password",
  "title",
  "description",
  "expire_date",
  ...optionFields,
];

const ownerOf: Partial<Record<string, readonly (keyof ShareDraft)[]>> = {
  recipients: ["recipients", "typed"],
  two_factor: ["twoFactor"],
  password_recipient: ["passwordRecipient", "separate", "separateWay"],
  language: ["language"],
  password: ["password"],
  title: ["title"],
  description: ["description"],
  expire_date: ["expireDate"],
};

function same(field: string, before: ShareDraft, after: ShareDraft): boolean {
  const option = ownerOfOption[field as keyof typeof ownerOfOption];
  if (option) return before.options[option] === after.options[option];
  return (ownerOf[field] ?? []).every((key) => before[key] === after[key]);
}

/** What is said of the form as a whole, or of something that has no field in it, such as the folder. */
function whatFieldsDontCarry(error: Error, problemText: (error: unknown) => ProblemText): ProblemText | null {
  if (!(error instanceof Problem)) return problemText(error);
  const said = Object.entries(error.fields);
  const left = said.filter(([field]) => !(fields as readonly string[]).includes(field));
  if (said.length > 0 && left.length === 0) return null;
  const detail = left.map(([, sentence]) => sentence).join(" ");
  return { ...problemText(error), ...(detail ? { detail } : {}) };
}
