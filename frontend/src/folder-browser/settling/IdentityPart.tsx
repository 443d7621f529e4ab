import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useSettleIdentity, type Variant } from "@/api/settling";
import { useProblemText } from "@/api/use-problem-text";
import { formatPersonName } from "@/i18n/person-name";
import { Button } from "@/ui/Button";
import { NoticeBox } from "@/ui/NoticeBox";
import { Radio, RadioGroup } from "@/ui/RadioGroup";
import { notify } from "@/ui/toasts";
import { IdentityTable } from "./IdentityTable";
import { MergeStep } from "./MergeStep";
import styles from "./Settling.module.css";

/** Two studies of one UID: their patients beside each other, and the owner's word. The first is the one asked about. */
export function IdentityPart({ variants, onClose }: { variants: readonly Variant[]; onClose: () => void }) {
  const { t } = useLingui();
  const problemText = useProblemText();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isMerging, setMerging] = useState(false);
  const [asked, ...others] = variants;
  const settle = useSettleIdentity(asked?.id ?? "");
  const other = others.find((variant) => variant.id === chosen) ?? others[0];
  if (!asked || !other) return null;

  // The dialog is gone when someone undoes: its own callbacks would no longer be called
  function undo() {
    settle.mutateAsync({ same_patient: null }).then(
      () => notify({ title: t`The mark “same UID, other patient” is there again`, tone: "success" }),
      (error: unknown) => notify({ title: problemText(error).title, tone: "danger" }),
    );
  }

  function keepApart() {
    settle.mutate(
      { same_patient: false },
      {
        onSuccess: () => {
          onClose();
          notify({
            title: t`The studies stay apart, and the mark is gone`,
            actions: [{ label: t`Undo`, onPress: undo }],
          });
        },
      },
    );
  }

  if (isMerging) {
    return <MergeStep asked={asked} other={other} onBack={() => setMerging(false)} onClose={onClose} />;
  }
  return (
    <div className={styles.part}>
      <p>
        <Trans>
          Both studies bear the same Study Instance UID, but their patients’ details do not agree. So they
          were kept apart.
        </Trans>
      </p>
      {others.length > 1 && (
        <RadioGroup label={t`Compare with`} value={other.id} onChange={setChosen}>
          {others.map((variant) => (
            <Radio key={variant.id} value={variant.id}>
              <bdi>{formatPersonName(variant.PatientName) || t`Name unknown`}</bdi>{" "}
              <bdi>{variant.PatientID}</bdi>
            </Radio>
          ))}
        </RadioGroup>
      )}
      <IdentityTable asked={asked} other={other} />
      {settle.error && (
        <NoticeBox tone="danger" role="alert">
          {problemText(settle.error).title}
        </NoticeBox>
      )}
      <div className={styles.question}>
        <p className={styles.heading}>
          <Trans>Is it the same patient?</Trans>
        </p>
        <div className={styles.choices}>
          {asked.is_marked && (
            <Button onPress={keepApart} isPending={settle.isPending}>
              <Trans>They are different patients</Trans>
            </Button>
          )}
          <Button kind="primary" onPress={() => setMerging(true)}>
            <Trans>It is the same patient…</Trans>
          </Button>
        </div>
      </div>
    </div>
  );
}
