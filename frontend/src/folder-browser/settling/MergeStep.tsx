import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useSettleIdentity, type Variant } from "@/api/settling";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { formatPersonName } from "@/i18n/person-name";
import { Button } from "@/ui/Button";
import { NoticeBox } from "@/ui/NoticeBox";
import { Radio, RadioGroup } from "@/ui/RadioGroup";
import { notify } from "@/ui/toasts";
import styles from "./Settling.module.css";

interface MergeStepProps {
  asked: Variant;
  other: Variant;
  onBack: () => void;
  onClose: () => void;
}

/** Into which record the two are merged, and what becomes of the other; nothing happens before it is confirmed. */
export function MergeStep({ asked, other, onBack, onClose }: MergeStepProps) {
  const { t } = useLingui();
  const problemText = useProblemText();
  const [intoId, setInto] = useState(other.id);
  const [into, gone] = intoId === other.id ? [other, asked] : [asked, other];
  const settle = useSettleIdentity(gone.id);
  const name = (variant: Variant) => formatPersonName(variant.PatientName) || t`Name unknown`;
  const intoName = name(into);
  const conflicts = other.other_instances;

  function merge() {
    settle.mutate(
      { same_patient: true, into: into.id },
      {
        onSuccess: () => {
          onClose();
          notify({ title: t`The two studies are one now: ${intoName}`, tone: "success" });
        },
      },
    );
  }

  return (
    <div className={styles.part}>
      <RadioGroup label={t`Which patient’s details are right?`} value={intoId} onChange={setInto}>
        {[other, asked].map((variant) => (
          <Radio key={variant.id} value={variant.id} hint={<Details variant={variant} />}>
            <bdi>{name(variant)}</bdi>
          </Radio>
        ))}
      </RadioGroup>
      <div className={styles.consequences}>
        <p className={styles.heading}>
          <Trans>What happens</Trans>
        </p>
        <ul>
          <li>
            <Plural
              value={gone.instance_count}
              one="# image of the other study goes into this one, in every folder where the other lies."
              other="# images of the other study go into this one, in every folder where the other lies."
            />
          </li>
          <li>
            <Trans>
              The other record is gone from the list. The images keep what is written in them, and later ones
              for those details come here as well.
            </Trans>
          </li>
          {conflicts > 0 && (
            <li>
              <Plural
                value={conflicts}
                one="# image came in both with different content: it becomes a conflict for you to settle. Nothing is overwritten."
                other="# images came in both with different content: they become conflicts for you to settle. Nothing is overwritten."
              />
            </li>
          )}
        </ul>
      </div>
      <NoticeBox tone="warning" title={<Trans>Merge only if you are sure that it is one person</Trans>}>
        <Trans>A merge can’t be undone. If in doubt, go back and ask whoever sent the study.</Trans>
      </NoticeBox>
      {settle.error && (
        <NoticeBox tone="danger" role="alert">
          {problemText(settle.error).title}
        </NoticeBox>
      )}
      <div className={styles.choices}>
        <Button onPress={onBack} autoFocus>
          <Trans>Back</Trans>
        </Button>
        <Button kind="danger" onPress={merge} isPending={settle.isPending}>
          <Trans>
            Merge into “<bdi>{intoName}</bdi>”
          </Trans>
        </Button>
      </div>
    </div>
  );
}

function Details({ variant }: { variant: Variant }) {
  const formats = useFormats();
  const born = formats.day(variant.PatientBirthDate);
  return (
    <>
      {variant.PatientID && (
        <Trans>
          Patient ID <bdi>{variant.PatientID}</bdi>
        </Trans>
      )}
      {variant.PatientID && born && ", "}
      {born && <Trans>born {born}</Trans>}
    </>
  );
}
