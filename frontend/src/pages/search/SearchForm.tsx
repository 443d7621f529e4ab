import { Trans, useLingui } from "@lingui/react/macro";
import type { StudySearch } from "@/api/studies";
import { Button } from "@/ui/Button";
import { DateField } from "@/ui/DateField";
import { TextField } from "@/ui/TextField";
import styles from "./SearchForm.module.css";

export interface SearchFormProps {
  search: StudySearch;
  onChange: (search: StudySearch) => void;
  onReset: () => void;
}

/** What to look for. The results follow while one types; all conditions must hold. */
export function SearchForm({ search, onChange, onReset }: SearchFormProps) {
  const { t } = useLingui();
  const change = (part: Partial<StudySearch>) => onChange({ ...search, ...part });
  const isUpsideDown = search.from !== null && search.to !== null && search.from > search.to;
  const isNarrowed = search.patientName !== "" || search.patientId !== "" || search.from || search.to;
  return (
    <search>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
        <TextField
          label={t`Patient name`}
          placeholder={t`Any part, any order`}
          value={search.patientName}
          onChange={(patientName) => change({ patientName })}
          maxLength={200}
          autoComplete="off"
          spellCheck="false"
          // On a phone the keyboard would cover what has been found before anyone has asked
          autoFocus={!window.matchMedia("(pointer: coarse)").matches}
        />
        <TextField
          label={t`Patient ID`}
          value={search.patientId}
          onChange={(patientId) => change({ patientId })}
          maxLength={64}
          autoComplete="off"
          spellCheck="false"
        />
        <DateField label={t`Study date from`} value={search.from} onChange={(from) => change({ from })} />
        <DateField
          label={t`Study date to`}
          value={search.to}
          onChange={(to) => change({ to })}
          error={isUpsideDown ? t`This day is before the first one.` : undefined}
        />
        {isNarrowed && (
          <Button kind="quiet" onPress={onReset}>
            <Trans>Clear</Trans>
          </Button>
        )}
      </form>
    </search>
  );
}
