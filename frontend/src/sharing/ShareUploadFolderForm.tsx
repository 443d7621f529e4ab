import { Trans, useLingui } from "@lingui/react/macro";
import { Send } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { languageOf } from "@/i18n/languages";
import { Button } from "@/ui/Button";
import { DialogBody, DialogFooter } from "@/ui/Dialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { Select } from "@/ui/Select";
import { TextArea } from "@/ui/TextArea";
import { TextField } from "@/ui/TextField";
import { AddressField } from "./AddressField";
import { Counter } from "./Counter";
import { ExistingLinks } from "./ExistingLinks";
import { ExpireDatePart } from "./ExpireDatePart";
import { optionFields } from "./link-options";
import { MoreOptions } from "./MoreOptions";
import { PasswordDelivery } from "./PasswordDelivery";
import { PasswordPart } from "./PasswordPart";
import styles from "./ShareForm.module.css";
import { descriptionMost, recipientsOf, titleMost } from "./share-draft";
import { namesIn } from "./title-names";
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
  const form = useRef<HTMLFormElement>(null);
  const [isMore, setMore] = useState(false);
  const share = useShareForm(props, (refused) => {
    if (refused.some((field) => (optionFields as readonly string[]).includes(field))) setMore(true);
    focusFirstError(form.current);
  });
  const { draft, change, errors, problem, installation } = share;
  const languages = installation.languages.map((id) => ({ id, label: languageOf(id)?.name ?? id, lang: id }));
  const named = namesIn(draft.title, [props.folder.name, draft.options.expectedPatient.name]);

  return (
    <form
      ref={form}
      noValidate
      autoComplete="off"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        share.submit();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) share.submit(); // also from the description
      }}
    >
      <DialogBody>
        <div className={styles.form}>
          {problem && (
            <NoticeBox tone="danger" role="alert" title={problem.title}>
              {problem.detail}
            </NoticeBox>
          )}
          {share.isRestored && (
            <NoticeBox
              title={
                share.isPasswordLost ? (
                  <Trans>
                    What you had filled in is here again, except for the password, which is not kept.
                  </Trans>
                ) : (
                  <Trans>What you had filled in is here again.</Trans>
                )
              }
              actions={
                <Button size="small" onPress={share.startAfresh}>
                  <Trans>Start afresh</Trans>
                </Button>
              }
            />
          )}
          <AddressField
            label={t`E-mail`}
            hint={<Trans>Several addresses are possible; paste a list if you have one.</Trans>}
            addresses={draft.recipients}
            typed={draft.typed}
            onChange={(recipients, typed) => change({ recipients, typed })}
            error={errors.recipients}
            remark={<ExistingLinks recipients={recipientsOf(draft)} links={share.linksBefore} />}
          />
          <PasswordDelivery
            draft={draft}
            onChange={change}
            error={errors.password_recipient}
            isTwoFactorRequired={installation.link_two_factor === "required"}
          />
          <div className={styles.pair}>
            <Select
              label={t`Language`}
              hint={<Trans>Of the e-mails and the page.</Trans>}
              options={languages}
              selectedKey={draft.language}
              onSelectionChange={(key) => change({ language: String(key) })}
              error={errors.language}
            />
            <PasswordPart
              password={draft.password}
              onChange={(password) => change({ password })}
              error={errors.password}
              language={draft.language}
              context={[...recipientsOf(draft), draft.title, installation.institution].slice(0, 20)}
            />
          </div>
          <TextField
            label={t`Folder title`}
            value={draft.title}
            onChange={(title) => change({ title })}
            error={errors.title}
            hint={
              <Counter text={draft.title} most={titleMost}>
                {named === "" ? (
                  <Trans>
                    Stands in the e-mail and is seen before the password: no patient names, please.
                  </Trans>
                ) : (
                  <span className={styles.caution}>
                    <Trans>
                      “{named}” is in the folder's name: if that is a patient's, leave it out, please.
                    </Trans>
                  </span>
                )}
              </Counter>
            }
          />
          <TextArea
            label={t`Folder description`}
            rows={2}
            value={draft.description}
            onChange={(description) => change({ description })}
            error={errors.description}
            hint={
              <Counter text={draft.description} most={descriptionMost}>
                <Trans>Seen after the password, above the place to upload.</Trans>
              </Counter>
            }
          />
          <ExpireDatePart
            value={draft.expireDate}
            onChange={(expireDate) => change({ expireDate })}
            limits={share.limits}
            timeZone={share.timeZone}
            error={errors.expire_date}
          />
          <MoreOptions
            options={draft.options}
            onChange={(options) => change({ options })}
            errors={errors}
            installation={installation}
            isExpanded={isMore}
            onExpandedChange={setMore}
          />
        </div>
      </DialogBody>
      <DialogFooter>
        <Button onPress={props.onCancel}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" kind="primary" isPending={share.isPending} icon={<Send aria-hidden="true" />}>
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
