import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { type Grant, useGrant } from "@/api/grants";
import { Problem } from "@/api/problem";
import { useMe } from "@/api/session";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { useLanguage } from "@/i18n/language-store";
import { nameOfTimeZone, todayIn } from "@/sharing/expiry";
import { Button } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { Dialog, DialogBody, DialogFooter } from "@/ui/Dialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { Radio, RadioGroup } from "@/ui/RadioGroup";
import { notify } from "@/ui/toasts";
import type { Named } from "../actions";
import { ColleagueField } from "./ColleagueField";
import styles from "./Colleagues.module.css";
import { GrantList } from "./GrantList";

const empty = { email: "", may: "view" as Grant["may"], until: null as string | null };

/** Share a folder, with all below it, with a colleague who has an account; see and change with whom it is shared. */
export function ShareWithColleagueDialog({ folder, onClose }: { folder: Named; onClose: () => void }) {
  const { t } = useLingui();
  const timeZone = useMe().time_zone;
  const formats = useFormats();
  const problemText = useProblemText();
  const grant = useGrant(folder.id);
  const [draft, setDraft] = useState(empty);
  const [error, setError] = useState<string>();
  const zone = nameOfTimeZone(timeZone, useLanguage().format);
  const day = formats.day(draft.until);
  const failure = grant.error;
  const fields: Readonly<Record<string, string>> = failure instanceof Problem ? failure.fields : {};

  function change(next: Partial<typeof empty>) {
    setError(undefined);
    if (grant.isError) grant.reset();
    setDraft((now) => ({ ...now, ...next }));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const email = draft.email.trim();
    if (!email.includes("@")) {
      setError(t`Choose a colleague from the list, or enter a whole e-mail address.`);
      return;
    }
    grant.mutate(
      { email, may: draft.may, until_date: draft.until, time_zone: timeZone },
      {
        onSuccess: (made) => {
          setDraft(empty);
          notify({ title: t`Shared with ${made.name}`, tone: "success" });
        },
      },
    );
  }

  return (
    <Dialog title={t`Share with a colleague`} subtitle={folder.name} isOpen onClose={onClose}>
      <form noValidate autoComplete="off" onSubmit={submit}>
        <DialogBody>
          <div className={styles.form}>
            {failure && Object.keys(fields).length === 0 && (
              <NoticeBox tone="danger" role="alert" title={problemText(failure).title} />
            )}
            <ColleagueField
              value={draft.email}
              onChange={(email) => change({ email })}
              error={error ?? fields.email}
            />
            <RadioGroup
              label={t`What they may do`}
              value={draft.may}
              onChange={(may) => change({ may: may === "edit" ? "edit" : "view" })}
            >
              <Radio
                value="view"
                hint={<Trans>See, open and download; copy into folders of their own.</Trans>}
              >
                <Trans>View</Trans>
              </Radio>
              <Radio value="edit" hint={<Trans>Also add, rename, move and delete inside this folder.</Trans>}>
                <Trans>View and edit</Trans>
              </Radio>
            </RadioGroup>
            <div className={styles.until}>
              <DateField
                label={t`Last day (optional)`}
                value={draft.until}
                onChange={(until) => change({ until })}
                min={todayIn(timeZone)}
                error={fields.until_date}
                validationBehavior="aria"
                hint={
                  day ? (
                    <Trans>
                      Until the end of {day} ({zone}).
                    </Trans>
                  ) : (
                    <Trans>Without a day it stays shared until you end it.</Trans>
                  )
                }
              />
            </div>
            <h3 className={styles.heading}>
              <Trans>Shared with</Trans>
            </h3>
            <GrantList
              folderId={folder.id}
              onChange={({ email, may, until_date }) => change({ email, may, until: until_date })}
            />
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onPress={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button kind="primary" type="submit" isPending={grant.isPending}>
            <Trans>Share</Trans>
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
