import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox } from "@/ui/Checkbox";
import { Radio, RadioGroup } from "@/ui/RadioGroup";
import { PasswordAddress } from "./PasswordAddress";
import styles from "./ShareForm.module.css";
import { type SeparateWay, type ShareDraft, withTwoFactor } from "./share-draft";

export interface PasswordDeliveryProps {
  draft: ShareDraft;
  onChange: (change: Partial<ShareDraft>) => void;
  error: string | undefined;
  /** The administrator has decided: the box is ticked for good. */
  isTwoFactorRequired: boolean;
}

/** The two boxes of the form: the second factor, and how the password travels. */
export function PasswordDelivery({ draft, onChange, error, isTwoFactorRequired }: PasswordDeliveryProps) {
  const { t } = useLingui();
  return (
    <div className={styles.boxes}>
      <Checkbox
        isSelected={draft.twoFactor}
        isDisabled={isTwoFactorRequired}
        onChange={(twoFactor) => onChange(withTwoFactor(draft, twoFactor))}
        hint={
          draft.twoFactor ? (
            <Trans>
              A one-time code goes to the recipient's mailbox, so the password should not lie in the same one:
              it would prove only that mailbox.
            </Trans>
          ) : (
            <Trans>The recipient also enters a one-time code that we mail at that moment.</Trans>
          )
        }
      >
        <Trans>Use two-factor authentication (2FA)</Trans>
      </Checkbox>
      <Checkbox
        isSelected={draft.separate}
        onChange={(separate) => onChange({ separate })}
        hint={!draft.separate && <Trans>Otherwise one e-mail holds the link and the password.</Trans>}
      >
        <Trans>Send link password in a different email</Trans>
      </Checkbox>
      {draft.separate && (
        <div className={styles.revealed}>
          <RadioGroup
            label={t`The password goes to`}
            value={draft.separateWay}
            onChange={(way) => onChange({ separateWay: way as SeparateWay })}
          >
            <Radio value="separate_mail">
              <Trans>The same address, in a second e-mail</Trans>
            </Radio>
            <Radio value="other_address">
              <Trans>Another address</Trans>
            </Radio>
            <Radio value="told" hint={<Trans>By phone or in person; no e-mail holds it.</Trans>}>
              <Trans>I will tell it myself</Trans>
            </Radio>
          </RadioGroup>
          {draft.separateWay === "other_address" && (
            <PasswordAddress
              value={draft.passwordRecipient}
              onChange={(passwordRecipient) => onChange({ passwordRecipient })}
              error={error}
            />
          )}
        </div>
      )}
    </div>
  );
}
