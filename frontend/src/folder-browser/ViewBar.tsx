import { Trans, useLingui } from "@lingui/react/macro";
import { Columns3, PanelRight } from "lucide-react";
import { useEffect, useState } from "react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Checkbox } from "@/ui/Checkbox";
import { IconButton } from "@/ui/IconButton";
import popoverStyles from "@/ui/Popover.module.css";
import { SearchField } from "@/ui/SearchField";
import { toggleColumn, useHiddenColumns } from "./column-choice";
import { columns } from "./columns";
import { type Preview, previewKeys } from "./preview/use-preview";
import styles from "./ViewBar.module.css";

/** How long typing has to pause before the list narrows. */
const pause = 250;
const longest = 200;

interface ViewBarProps {
  filter: string;
  onFilter: (filter: string) => void;
  preview: Preview;
}

/** How the list is looked at: what it is narrowed to, which columns it has, and whether a preview stands beside it. */
export function ViewBar({ filter, onFilter, preview }: ViewBarProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(filter);
  useEffect(() => setTyped(filter), [filter]);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === filter) return;
    const timer = window.setTimeout(() => onFilter(wanted), wanted === "" ? 0 : pause);
    return () => window.clearTimeout(timer);
  }, [typed, filter, onFilter]);
  return (
    <div className={styles.bar}>
      <div className={styles.filter}>
        <SearchField
          label={t`Filter this list`}
          placeholder={t`Filter by name, ID, description or date`}
          value={typed}
          onChange={setTyped}
          maxLength={longest}
          spellCheck="false"
          autoComplete="off"
        />
      </div>
      <div className={styles.switches}>
        <span className={styles.columns}>
          <ColumnChooser />
        </span>
        <IconButton
          label={t`Preview`}
          shortcut={previewKeys}
          onPress={preview.toggle}
          {...(preview.place === "beside"
            ? { "aria-pressed": preview.isShown }
            : { "aria-haspopup": "dialog" as const })}
        >
          <PanelRight className={styles.previewIcon} />
        </IconButton>
      </div>
    </div>
  );
}

function ColumnChooser() {
  const { t, i18n } = useLingui();
  const hidden = useHiddenColumns();
  return (
    <DialogTrigger>
      <IconButton label={t`Columns`}>
        <Columns3 />
      </IconButton>
      <Popover className={popoverStyles.popover} placement="bottom end" offset={6}>
        <Dialog className={styles.chooser} aria-label={t`Columns`}>
          {columns.map((column) => (
            <Checkbox
              key={column.id}
              isSelected={!hidden.has(column.id)}
              onChange={() => toggleColumn(column.id)}
            >
              {i18n._(column.title)}
            </Checkbox>
          ))}
          <p className={styles.hint}>
            <Trans>Where there is too little room, the less important ones give way.</Trans>
          </p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
