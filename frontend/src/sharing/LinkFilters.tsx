import { useLingui } from "@lingui/react/macro";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { SearchField } from "@/ui/SearchField";
import styles from "./LinksView.module.css";
import { type LinkChoice, type LinkView, linkViews } from "./link-choice";
import pill from "./Pill.module.css";

export interface LinkFiltersProps {
  choice: LinkChoice;
  onChoose: (choice: LinkChoice) => void;
  /** The folder's name is one of the things to find a link by. */
  hasFolders: boolean;
}

/** Which links are listed: by what they are, and by words. */
export function LinkFilters({ choice, onChoose, hasFolders }: LinkFiltersProps) {
  const { t } = useLingui();
  const words: Record<LinkView, string> = {
    all: t`All`,
    active: t`Active`,
    expiring: t`Expires soon`,
    expired: t`Expired`,
    revoked: t`Revoked`,
    suspended: t`Suspended`,
    deliveries: t`With deliveries`,
  };
  return (
    <div className={styles.filters}>
      <ToggleButtonGroup
        aria-label={t`Which links`}
        className={styles.views}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[choice.view]}
        onSelectionChange={(keys) => {
          const view = linkViews.find((known) => keys.has(known));
          if (view) onChoose({ ...choice, view });
        }}
      >
        {linkViews.map((view) => (
          <ToggleButton key={view} id={view} className={pill.pill}>
            {words[view]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <div className={styles.search}>
        <SearchField
          label={t`Find a link`}
          placeholder={hasFolders ? t`E-mail, title or folder` : t`E-mail or title`}
          maxLength={200}
          value={choice.words}
          onChange={(text) => onChoose({ ...choice, words: text })}
        />
      </div>
    </div>
  );
}
