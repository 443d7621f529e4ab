import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type Link, type LinkSummary, useChangePassword } from "@/api/links";
import { Problem } from "@/api/problem";
import { useProblemText } from "@/api/use-problem-text";
import { Button } from "@/ui/Button";
import { Dialog, DialogBody, DialogFooter } from "@/ui/Dialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { Radio, RadioGroup } from "@/ui/RadioGroup";
import { isAddress, sameAddress } from "./addresses";
import { FreshPassword } from "./FreshPassword";
import { rememberFreshShare } from "./fresh-shares";
import styles from "./LinkDialogs.module.css";
import { PasswordAddress } from "./PasswordAddress";
import { PasswordPart } from "./PasswordPart";
import { passwordLeast } from "./share-draft";
import { WholeLink } from "./WholeLink";

export interface NewPasswordDialogProps {
  link: LinkSummary;
  onClose: () => void;
  onPrint: (linkId: string) => void;
}

/** A new password for a link that is out; shown once, as after sharing. */
export function NewPasswordDialog({ link, onClose, onPrint }: NewPasswordDialogProps) {
  const { t } = useLingui();
  const [set, setSet] = useState<string | null>(null);
  return (
    <Dialog title={t`New password`} subtitle={<bdi>{link.recipient}</bdi>} isOpen onClose={onClose}>
      {set !== null ? (
        <PasswordSet password={set} onClose={onClose} onPrint={() => onPrint(link.id)} />
      ) : (
        <WholeLink id={link.id} height="10rem">
          {(whole) => <PasswordForm link={whole} onClose={onClose} onSet={setSet} />}
        </WholeLink>
      )}
    </Dialog>
  );
}

interface PasswordFormProps {
  link: Link;
  onClose: () => void;
  onSet: (password: string) => void;
}

function PasswordForm({ link, onClose, onSet }: PasswordFormProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const [way, setWay] = useState(link.password_by);
  const [address, setAddress] = useState(link.password_recipient ?? "");
  const [hasTried, setTried] = useState(false);
  const change = useChangePassword();
  const problem = useProblemText()(change.error);
  const refused = change.error instanceof Problem ? change.error.fields : {};

  const elsewhere = way === "other_address";
  const wrong = {
    password: judgePassword(),
    address: elsewhere ? judgeAddress() : undefined,
  };

  function judgePassword(): string | undefined {
    if (password === "") return t`Please enter a folder password, or let one be generated.`;
    return password.length < passwordLeast ? t`Please use at least ${passwordLeast} characters.` : undefined;
  }

  function judgeAddress(): string | undefined {
    const text = address.trim();
    if (text === "") return t`Please enter the address that the password goes to.`;
    if (!isAddress(text)) return t`“${text}” is not an e-mail address.`;
    return sameAddress(text, link.recipient)
      ? t`This address already receives the link. Please choose another one for the password.`
      : undefined;
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (wrong.password || wrong.address) return;
    change.mutate(
      {
        id: link.id,
        password,
        password_by: way,
        password_recipient: elsewhere ? address.trim() : null,
      },
      {
        onSuccess: (changed) => {
          rememberFreshShare(client, [changed], password, true);
          onSet(password);
        },
      },
    );
  }

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
              The old password stops working at once, and every browser has to enter the new one. The address
              of the link stays as it is.
            </Trans>
          </p>
          <PasswordPart
            password={password}
            onChange={setPassword}
            error={(hasTried ? wrong.password : undefined) ?? refused.password}
            language={link.language}
            context={[link.recipient, link.title]}
          />
          <RadioGroup
            label={t`The new password goes to the recipient`}
            value={way}
            onChange={(chosen) => setWay(chosen as Link["password_by"])}
          >
            <Radio value="same_mail">
              <Trans>In one e-mail, together with the link</Trans>
            </Radio>
            <Radio value="separate_mail">
              <Trans>In an e-mail of its own</Trans>
            </Radio>
            <Radio value="other_address">
              <Trans>In an e-mail to another address</Trans>
            </Radio>
            <Radio value="told" hint={<Trans>By phone or in person; no e-mail holds it.</Trans>}>
              <Trans>I will tell it myself</Trans>
            </Radio>
          </RadioGroup>
          {elsewhere && (
            <PasswordAddress
              value={address}
              onChange={setAddress}
              error={(hasTried ? wrong.address : undefined) ?? refused.password_recipient}
            />
          )}
          {link.two_factor && (way === "same_mail" || way === "separate_mail") && (
            <NoticeBox tone="warning">
              <Trans>
                The one-time code goes to the same mailbox. A code to the mailbox that holds the password as
                well proves only that mailbox.
              </Trans>
            </NoticeBox>
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button onPress={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" kind="primary" isPending={change.isPending}>
          <Trans>Set new password</Trans>
        </Button>
      </DialogFooter>
    </form>
  );
}

function PasswordSet({
  password,
  onClose,
  onPrint,
}: {
  password: string;
  onClose: () => void;
  onPrint: () => void;
}) {
  const { t } = useLingui();
  return (
    <>
      <DialogBody>
        <FreshPassword title={t`The new password is set`} password={password} />
      </DialogBody>
      <DialogFooter>
        <Button icon={<Printer aria-hidden="true" />} onPress={onPrint}>
          <Trans>Print</Trans>
        </Button>
        <Button kind="primary" onPress={onClose} autoFocus>
          <Trans>Done</Trans>
        </Button>
      </DialogFooter>
    </>
  );
}
