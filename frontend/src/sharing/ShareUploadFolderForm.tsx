import { Trans, useLingui } from "@lingui/react/macro";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { type FormEvent, useRef } from "react";
import { installationOptions } from "@/api/installation";
import { languageOf } from "@/i18n/languages";
import { Button } from "@/ui/Button";
import { DialogBody, DialogFooter } from "@/ui/Dialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { Select } from "@/ui/Select";
import { TextArea } from "@/ui/TextArea";
import { TextField } from "@/ui/TextField";
import { AddressField } from "./AddressField";
import { Counter } from "./Counter";
import { ExpireDatePart } from "./ExpireDatePart";
import { PasswordDelivery } from "./PasswordDelivery";
import { PasswordPart } from "./PasswordPart";
import styles from "./ShareForm.module.css";
import { descriptionMost, recipientsOf, titleMost } from "./share-draft";
import { useShareForm } from "./use-share-form";

export interface ShareUploadFolderFormProps {
  folder: { id: string; name: string };
  onCancel: () => void;
  onShared: () => void;
  onOpenDetails: (linkId: string) => void;
  onPrint: (linkId: string) => void;
  /** Whether something stands in it that would be lost. */
  onFilled?: (filled: boolean) => void;
}

/** "Share an Upload Folder". Stands inside a Dialog, whose body and footer it fills. */
export function ShareUploadFolderForm(props: ShareUploadFolderFormProps) {
  const { t } = useLingui();
  const { data: installation } = useSuspenseQuery(installationOptions);
  const form = useRef<HTMLFormElement>(null);
  const { draft, change, errors, problem, limits, timeZone, submit, isPending } = useShareForm(props, () =>
    focusFirstError(form.current),
  );
  const languages = installation.languages.map((id) => ({ id, label: languageOf(id)?.name ?? id, lang: id }));

  return (
    <form
      ref={form}
      noValidate
      autoComplete="off"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <DialogBody>
        <div className={styles.form}>
          {problem && (
            <NoticeBox tone="danger" role="alert" title={problem.title}>
              {problem.detail}
            </NoticeBox>
          )}
          <AddressField
            label={t`E-mail`}
            hint={<Trans>Several addresses are possible; paste a list if you have one.</Trans>}
            addresses={draft.recipients}
            typed={draft.typed}
            onChange={(recipients, typed) => change({ ...draft, recipients, typed })}
            error={errors.recipients}
          />
          <PasswordDelivery draft={draft} onChange={change} error={errors.password_recipient} />
          <Select
            label={t`Language`}
            hint={<Trans>Of the e-mails and of the page that the recipient sees.</Trans>}
            options={languages}
            selectedKey={draft.language}
            onSelectionChange={(key) => change({ ...draft, language: String(key) })}
            error={errors.language}
          />
          <PasswordPart
            password={draft.password}
            onChange={(password) => change({ ...draft, password })}
            error={errors.password}
            language={draft.language}
            context={[...recipientsOf(draft), draft.title, installation.institution].slice(0, 20)}
          />
          <TextField
            label={t`Folder title`}
            value={draft.title}
            onChange={(title) => change({ ...draft, title })}
            error={errors.title}
            hint={
              <Counter text={draft.title} most={titleMost}>
                <Trans>
                  It stands in the e-mail and is seen before the password: no patient names, please.
                </Trans>
              </Counter>
            }
          />
          <TextArea
            label={t`Folder description`}
            rows={4}
            value={draft.description}
            onChange={(description) => change({ ...draft, description })}
            error={errors.description}
            hint={
              <Counter text={draft.description} most={descriptionMost}>
                <Trans>The recipient sees it after the password, above the place to upload.</Trans>
              </Counter>
            }
          />
          <ExpireDatePart
            value={draft.expireDate}
            onChange={(expireDate) => change({ ...draft, expireDate })}
            limits={limits}
            timeZone={timeZone}
            error={errors.expire_date}
          />
        </div>
      </DialogBody>
      <DialogFooter>
        <Button onPress={props.onCancel}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" kind="primary" isPending={isPending} icon={<Send aria-hidden="true" />}>
          <Trans>Send Upload Link</Trans>
        </Button>
      </DialogFooter>
    </form>
  );
}

/** Once the verdicts are on the page, the first field that has one is where the work goes on. */
function focusFirstError(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    const field = "[data-invalid] :is(input, textarea, button, [role=spinbutton])";
    form?.querySelector<HTMLElement>(field)?.focus();
  });
}
