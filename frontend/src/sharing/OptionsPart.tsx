import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import type { Installation } from "@/api/installation";
import { useFormats } from "@/i18n/format";
import { Checkbox } from "@/ui/Checkbox";
import { DateField } from "@/ui/DateField";
import { NumberField } from "@/ui/NumberField";
import { Select } from "@/ui/Select";
import { TextField } from "@/ui/TextField";
import { BytesField } from "./BytesField";
import { type LinkOptions, type OptionField, withDeidentification } from "./link-options";
import styles from "./OptionsPart.module.css";
import { useAcceptsWord } from "./options-words";

export interface OptionsPartProps {
  options: LinkOptions;
  onChange: (options: LinkOptions) => void;
  errors: Partial<Record<OptionField, string>>;
  installation: Installation;
}

const acceptable: readonly LinkOptions["accepts"][] = ["dicom", "dicom_and_documents", "anything"];

/** What a link takes, asks for, shows and tells: "More options" of a new link, and the changes of an old one. */
export function OptionsPart({ options, onChange, errors, installation }: OptionsPartProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const acceptsWord = useAcceptsWord();
  const latest = useRef(options);
  useLayoutEffect(() => {
    latest.current = options;
  });
  /** One press may change two fields before anything is drawn: it ticks a box, and a number is done with. */
  function set(change: Partial<LinkOptions>) {
    latest.current = { ...latest.current, ...change };
    onChange(latest.current);
  }
  const patient = options.expectedPatient;
  const expect = (change: Partial<LinkOptions["expectedPatient"]>) =>
    set({ expectedPatient: { ...latest.current.expectedPatient, ...change } });
  return (
    <div className={styles.options}>
      <Group title={<Trans>What may be sent</Trans>}>
        <Select
          label={t`Accepted content`}
          options={acceptable.map((id) => ({ id, label: acceptsWord(id) }))}
          selectedKey={options.accepts}
          onSelectionChange={(key) => set({ accepts: key as LinkOptions["accepts"] })}
          isDisabled={options.deidentified}
          error={errors.accepts}
        />
        <Checkbox
          isSelected={options.deidentified}
          onChange={(deidentified) => set(withDeidentification(deidentified))}
          hint={
            <Trans>
              Names, numbers, dates and places are removed on the sender's computer. DICOM only; what is
              written into pictures stays.
            </Trans>
          }
        >
          <Trans>De-identify before upload</Trans>
        </Checkbox>
        <Verdict>{errors.deidentified}</Verdict>
        <div className={styles.two}>
          <NumberField
            label={t`Most files`}
            value={options.filesMost}
            onChange={(filesMost) => set({ filesMost })}
            placeholder={formats.number(installation.link_files_most_default)}
            formatOptions={{ maximumFractionDigits: 0 }}
            error={errors.files_most}
          />
          <BytesField
            label={t`Most data`}
            value={options.bytesMost}
            onChange={(bytesMost) => set({ bytesMost })}
            otherwise={installation.link_bytes_most_default}
            error={errors.bytes_most}
          />
        </div>
      </Group>

      <Group title={<Trans>The uploader is asked for</Trans>}>
        <div className={styles.boxes}>
          <Checkbox isSelected={options.askName} onChange={(askName) => set({ askName })}>
            <Trans>Their name</Trans>
          </Checkbox>
          <Checkbox isSelected={options.askNote} onChange={(askNote) => set({ askNote })}>
            <Trans>A note to you</Trans>
          </Checkbox>
        </div>
        <Verdict>{errors.ask_name ?? errors.ask_note}</Verdict>
      </Group>

      {!options.deidentified && (
        <Group
          title={<Trans>Expected patient</Trans>}
          hint={
            <Trans>
              Studies of anybody else are asked about before they are sent. It is never in an e-mail nor on
              the recipient's page.
            </Trans>
          }
        >
          <div
            className={styles.three}
            data-invalid={errors.expected_patient === undefined ? undefined : true}
          >
            <TextField
              label={t`Patient name`}
              autoComplete="off"
              spellCheck="false"
              value={patient.name}
              onChange={(name) => expect({ name })}
            />
            <TextField
              label={t`Patient ID`}
              autoComplete="off"
              spellCheck="false"
              value={patient.patientId}
              onChange={(patientId) => expect({ patientId })}
            />
            <DateField
              label={t`Birth date`}
              value={patient.birthDate}
              onChange={(birthDate) => expect({ birthDate })}
            />
          </div>
          <Verdict>{errors.expected_patient}</Verdict>
        </Group>
      )}

      {(installation.link_may_see || options.maySee) && (
        <Group title={<Trans>What the recipient sees</Trans>}>
          <Checkbox
            isSelected={options.maySee}
            onChange={(maySee) => set({ maySee, mayDownload: options.mayDownload && maySee })}
            hint={
              <Trans>
                It and its subfolders, with names, pictures and documents, read-only, until the expire date.
              </Trans>
            }
          >
            <Trans>Let the recipient see the folder</Trans>
          </Checkbox>
          {options.maySee && (installation.link_may_download || options.mayDownload) && (
            <div className={styles.below}>
              <Checkbox isSelected={options.mayDownload} onChange={(mayDownload) => set({ mayDownload })}>
                <Trans>And download from it</Trans>
              </Checkbox>
            </div>
          )}
          <Verdict>{errors.may_see ?? errors.may_download}</Verdict>
        </Group>
      )}

      <Group title={<Trans>E-mails</Trans>}>
        <Checkbox isSelected={options.notify} onChange={(notify) => set({ notify })}>
          <Trans>Tell me when a delivery completes</Trans>
        </Checkbox>
        <Checkbox isSelected={options.remind} onChange={(remind) => set({ remind })}>
          <Trans>Remind the recipient before the link expires, if nothing has arrived</Trans>
        </Checkbox>
        <Verdict>{errors.notify ?? errors.remind}</Verdict>
      </Group>
    </div>
  );
}

function Group({ title, hint, children }: { title: ReactNode; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.title}>{title}</legend>
      {hint && <p className={styles.hint}>{hint}</p>}
      {children}
    </fieldset>
  );
}

/** A sentence about the group as a whole. */
function Verdict({ children }: { children: string | undefined }) {
  return children ? (
    <p className={styles.verdict} role="alert">
      {children}
    </p>
  ) : null;
}
