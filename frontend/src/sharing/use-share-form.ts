import { useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { installationOptions } from "@/api/installation";
import { type Link, useCreateLinks } from "@/api/links";
import { Problem } from "@/api/problem";
import { useMe } from "@/api/session";
import { type ProblemText, useProblemText } from "@/api/use-problem-text";
import { notify } from "@/ui/toasts";
import { defaultTitleOptions } from "./default-title";
import { daysAfter, limitsFrom, todayIn } from "./expiry";
import { rememberFreshShare } from "./fresh-shares";
import type { ShareUploadFolderFormProps } from "./ShareUploadFolderForm";
import { type Field, judge, type Limits, type ShareDraft, titleMost, toNewLinks } from "./share-draft";

export interface ShareForm {
  draft: ShareDraft;
  change: (draft: ShareDraft) => void;
  /** Said from the first try to send on, and then as one types. */
  errors: Partial<Record<Field, string>>;
  /** What the server says and no field can carry. */
  problem: ProblemText | null;
  limits: Limits;
  timeZone: string;
  submit: () => void;
  isPending: boolean;
}

/** The form's state and rules, apart from how it looks. `onRefused` is called when a verdict stands in the way. */
export function useShareForm(props: ShareUploadFolderFormProps, onRefused: () => void): ShareForm {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const me = useMe();
  const { data: installation } = useSuspenseQuery(installationOptions);
  const create = useCreateLinks();
  const problemText = useProblemText();

  const timeZone = me.time_zone;
  const limits = useMemo(
    () => limitsFrom(todayIn(timeZone), installation.link_days_most),
    [timeZone, installation],
  );
  const [draft, setDraft] = useState<ShareDraft>(() => ({
    recipients: [],
    typed: "",
    twoFactor: false,
    separate: false,
    separateWay: "separate_mail",
    passwordRecipient: "",
    language: installation.languages.includes(me.language)
      ? me.language
      : (installation.languages[0] ?? "en"),
    password: "",
    title: "",
    description: "",
    expireDate: daysAfter(limits.firstDay, installation.link_days_default),
  }));
  const [hasTried, setTried] = useState(false);
  const [refused, setRefused] = useState<Partial<Record<string, string>>>({});
  const [isTitleOwn, setTitleOwn] = useState(false);

  const { data: defaultTitle } = useQuery(defaultTitleOptions(installation.institution, draft.language));
  useEffect(() => {
    if (defaultTitle !== undefined && !isTitleOwn) {
      setDraft((now) => ({ ...now, title: defaultTitle.slice(0, titleMost) }));
    }
  }, [defaultTitle, isTitleOwn]);

  const isFilled =
    isTitleOwn ||
    draft.recipients.length > 0 ||
    [draft.typed, draft.password, draft.description, draft.passwordRecipient].some((text) => text !== "");
  const { onFilled } = props;
  useEffect(() => onFilled?.(isFilled), [isFilled, onFilled]);

  const verdicts = judge(draft, limits);
  const errors: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const verdict = verdicts[field];
    const said = hasTried && verdict ? i18n._(verdict) : refused[field];
    if (said) errors[field] = said;
  }

  function change(next: ShareDraft) {
    if (next.title !== draft.title) setTitleOwn(true);
    // The server judged what stood there before
    setRefused((now) =>
      Object.fromEntries(Object.entries(now).filter(([field]) => same(field, draft, next))),
    );
    setDraft(next);
  }

  function shared(links: readonly Link[]) {
    const first = links[0];
    if (!first) return;
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
      onRefused();
      return;
    }
    create.mutate(toNewLinks(draft, props.folder.id, timeZone), {
      onSuccess: shared,
      onError: (error) => {
        if (error instanceof Problem) setRefused(error.fields);
        onRefused();
      },
    });
  }

  return {
    draft,
    change,
    errors,
    problem: create.error ? whatFieldsDontCarry(create.error, problemText) : null,
    limits,
    timeZone,
    submit,
    isPending: create.isPending,
  };
}

const fields: readonly Field[] = [
  "recipients",
  "password_recipient",
  "language",
  "password",
  "title",
  "description",
  "expire_date",
];

const ownerOf: Partial<Record<string, readonly (keyof ShareDraft)[]>> = {
  recipients: ["recipients", "typed"],
  password_recipient: ["passwordRecipient", "separate", "separateWay"],
  language: ["language"],
  password: ["password"],
  title: ["title"],
  description: ["description"],
  expire_date: ["expireDate"],
};

function same(field: string, before: ShareDraft, after: ShareDraft): boolean {
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
