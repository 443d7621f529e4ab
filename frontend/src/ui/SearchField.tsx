import { useLingui } from "@lingui/react/macro";
import { Search, X } from "lucide-react";
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  Button,
  Input,
} from "react-aria-components";
import fieldStyles from "./Field.module.css";
import styles from "./SearchField.module.css";

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, "className" | "style" | "children"> {
  label: string;
  placeholder?: string;
}

/** A box to search or narrow by; Escape empties it. */
export function SearchField({ label, placeholder, ...props }: SearchFieldProps) {
  const { t } = useLingui();
  return (
    <AriaSearchField {...props} aria-label={label} className={styles.field}>
      <div className={`${fieldStyles.control} ${styles.control}`}>
        <Search aria-hidden="true" className={styles.glass} />
        <Input className={fieldStyles.input} placeholder={placeholder} />
        <Button className={styles.clear} aria-label={t`Clear`}>
          <X aria-hidden="true" />
        </Button>
      </div>
    </AriaSearchField>
  );
}
