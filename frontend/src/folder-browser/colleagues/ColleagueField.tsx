import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { ComboBox, Input, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { type Colleague, colleaguesOptions, fewestLetters } from "@/api/grants";
import { useProblemText } from "@/api/use-problem-text";
import { FieldError, FieldHint, FieldLabel } from "@/ui/Field";
import fieldStyles from "@/ui/Field.module.css";
import popoverStyles from "@/ui/Popover.module.css";
import selectStyles from "@/ui/Select.module.css";
import styles from "./Colleagues.module.css";
import { useSettled } from "./use-settled";

export interface ColleagueFieldProps {
  /** What stands in the field: a part of a name, or a whole address. */
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** Finds a colleague by name or e-mail while one types; a whole address can be typed as well. */
export function ColleagueField({ value, onChange, error }: ColleagueFieldProps) {
  const { t } = useLingui();
  const problemText = useProblemText();
  const wanted = useSettled(value.trim());
  const found = useQuery(colleaguesOptions(wanted));
  const isAsking = value.trim().length >= fewestLetters;

  return (
    <ComboBox<Colleague>
      className={fieldStyles.field}
      items={found.data ?? []}
      inputValue={value}
      onInputChange={onChange}
      onSelectionChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      defaultFilter={() => true}
      menuTrigger="input"
      allowsCustomValue
      // The list opens with the first letter and fills when the answer comes
      allowsEmptyCollection
      isRequired
      isInvalid={error !== undefined}
      validationBehavior="aria"
      autoFocus
    >
      <FieldLabel isRequired>{t`Colleague`}</FieldLabel>
      <div className={fieldStyles.control}>
        <Input
          className={fieldStyles.input}
          placeholder={t`Name or e-mail`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck="false"
          dir="auto"
        />
      </div>
      <FieldHint>
        <Trans>Who has an account here. They are told by e-mail, without the folder's name.</Trans>
      </FieldHint>
      <FieldError>{error}</FieldError>
      <Popover className={popoverStyles.popover} offset={4}>
        <ListBox<Colleague>
          className={selectStyles.list}
          renderEmptyState={() => (
            <p className={styles.nobody} role="status">
              {found.error ? (
                problemText(found.error).title
              ) : !isAsking ? (
                <Trans>Enter two letters or more.</Trans>
              ) : found.isFetching || wanted !== value.trim() ? (
                <Trans>Searching…</Trans>
              ) : (
                <Trans>Nobody of that name or address has an account here.</Trans>
              )}
            </p>
          )}
        >
          {(colleague) => (
            <ListBoxItem id={colleague.email} textValue={colleague.email} className={selectStyles.option}>
              <span className={styles.person}>
                <Text slot="label">
                  <bdi>{colleague.name}</bdi>
                </Text>
                <Text slot="description" className={styles.address}>
                  <bdi>{colleague.email}</bdi>
                </Text>
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
