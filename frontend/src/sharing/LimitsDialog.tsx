import { Trans, useLingui } from "@lingui/react/macro";
import { useSuspenseQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Installation, installationOptions } from "@/api/installation";
import { type Link, type LinkChanges, type LinkSummary, useChangeLink } from "@/api/links";
import { Problem } from "@/api/problem";
import { useProblemText } from "@/api/use-problem-text";
import { languageOf } from "@/i18n/languages";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { Dialog, DialogBody, DialogFooter } from "@/ui/Dialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { Select } from "@/ui/Select";
import { TextArea } from "@/ui/TextArea";
import { TextField } from "@/ui/TextField";
import { notify } from "@/ui/toasts";
import { Counter } from "./Counter";
import styles from "./LinkDialogs.module.css";
import {
  judgeOptions,
  type LinkOptions,
  type OptionField,
  optionFields,
  optionsForApi,
  optionsOf,
} from "./link-options";
import { OptionsPart } from "./OptionsPart";
import { descriptionMost, titleMost } from "./share-draft";
import { WholeLink } from "./WholeLink";

/** What a link says, takes, asks for and shows, changed while it is out. */
export function LimitsDialog({ link, onClose }: { link: LinkSummary; onClose: () => void }) {
  const { t } = useLingui();
  const { data: installation } = useSuspenseQuery(installationOptions);
  return (
    <Dialog
      title={t`Change this upload link`}
      subtitle={<bdi>{link.recipient}</bdi>}
      isOpen
      onClose={onClose}
      size="large"
    >
      <WholeLink id={link.id} height="16rem">
        {(whole) => <LimitsForm link={whole} installation={installation} onClose={onClose} />}
      </WholeLink>
    </Dialog>
  );
}

interface Terms {
  title: string;
  description: string;
  language: string;
  twoFactor: boolean;
  options: LinkOptions;
}

interface LimitsFormProps {
  link: Link;
  installation: Installation;
  onClose: () => void;
}

function LimitsForm({ link, installation, onClose }: LimitsFormProps) {
  const { t, i18n } = useLingui();
  // As it was when it was opened: a poll must not change what somebody is changing
  const [before] = useState<Terms>(() => ({
    title: link.title,
    description: link.description,
    language: link.language,
    twoFactor: link.two_factor,
    options: optionsOf(link, installation),
  }));
  const [terms, setTerms] = useState(before);
  const set = (change: Partial<Terms>) => setTerms((now) => ({ ...now, ...change }));
  const [hasTried, setTried] = useState(false);
  const change = useChangeLink();
  const problem = useProblemText()(change.error);
  const refused = change.error instanceof Problem ? change.error.fields : {};

  const wishes = changesOf(before, terms, installation);
  const isChanged = Object.keys(wishes).length > 0;
  const verdicts = judgeOptions(terms.options, installation);
  const titleError = terms.title.trim() === "" ? t`Please enter a title.` : undefined;
  const tooLong = terms.description.length > descriptionMost || terms.title.length > titleMost;

  function errorOf(field: OptionField): string | undefined {
    const verdict = verdicts[field];
    return hasTried && verdict ? i18n._(verdict) : refused[field];
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (titleError || tooLong || Object.keys(verdicts).length > 0) return;
    if (!isChanged) {
      onClose();
      return;
    }
    change.mutate(
      { id: link.id, ...wishes },
      {
        onSuccess: () => {
          notify({ title: t`The link is changed`, tone: "success" });
          onClose();
        },
      },
    );
  }

  const languages = installation.languages.map((id) => ({ id, label: languageOf(id)?.name ?? id, lang: id }));
  const optionErrors = Object.fromEntries(
    optionFields.map((field) => [field, errorOf(field)]).filter(([, error]) => error !== undefined),
  ) as Partial<Record<OptionField, string>>;
  const isRequired = installation.link_two_factor === "required";
  return (
    <form noValidate autoComplete="off" onSubmit={submit}>
      <DialogBody>
        <div className={styles.form}>
          {change.error && Object.keys(refused).length === 0 && (
            <NoticeBox tone="danger" role="alert" title={problem.title}>
              {problem.detail}
            </NoticeBox>
          )}
          <p className={styles.muted}>
            <Trans>
              What has begun keeps the limits that it began with; all else holds at once. Address, password
              and last day stay as they are.
            </Trans>
          </p>
          <TextField
            label={t`Folder title`}
            value={terms.title}
            onChange={(title) => set({ title })}
            error={(hasTried ? titleError : undefined) ?? refused.title}
            hint={
              <Counter text={terms.title} most={titleMost}>
                <Trans>
                  It stands in the e-mail and is seen before the password: no patient names, please.
                </Trans>
              </Counter>
            }
          />
          <TextArea
            label={t`Folder description`}
            rows={4}
            value={terms.description}
            onChange={(description) => set({ description })}
            error={refused.description}
            hint={
              <Counter text={terms.description} most={descriptionMost}>
                <Trans>The recipient sees it after the password, above the place to upload.</Trans>
              </Counter>
            }
          />
          <Select
            label={t`Language`}
            hint={<Trans>Of the e-mails and of the page that the recipient sees.</Trans>}
            options={languages}
            selectedKey={terms.language}
            onSelectionChange={(key) => set({ language: String(key) })}
            error={refused.language}
          />
          <Checkbox
            isSelected={terms.twoFactor || isRequired}
            isDisabled={isRequired}
            onChange={(twoFactor) => set({ twoFactor })}
            hint={<Trans>The recipient also enters a one-time code that we mail at that moment.</Trans>}
          >
            <Trans>Use two-factor authentication (2FA)</Trans>
          </Checkbox>
          <OptionsPart
            options={terms.options}
            onChange={(options) => set({ options })}
            errors={optionErrors}
            installation={installation}
          />
        </div>
      </DialogBody>
      <DialogFooter>
        <Button onPress={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" kind="primary" isPending={change.isPending}>
          <Trans>Save changes</Trans>
        </Button>
      </DialogFooter>
    </form>
  );
}

/** Only what is other than before: what nobody touched is not written over what came meanwhile. */
function changesOf(before: Terms, now: Terms, installation: Installation): LinkChanges {
  const wishes: LinkChanges = {};
  if (now.title !== before.title) wishes.title = now.title.trim();
  if (now.description !== before.description) wishes.description = now.description;
  if (now.language !== before.language)
    wishes.language = now.language as NonNullable<LinkChanges["language"]>;
  if (now.twoFactor !== before.twoFactor) wishes.two_factor = now.twoFactor;
  const old = optionsForApi(before.options, installation);
  const changed = Object.entries(optionsForApi(now.options, installation)).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(old[field as keyof typeof old]),
  );
  return { ...wishes, ...(Object.fromEntries(changed) as LinkChanges) };
}
