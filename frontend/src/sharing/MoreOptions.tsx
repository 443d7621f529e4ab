import { Trans } from "@lingui/react/macro";
import { ChevronRight } from "lucide-react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import styles from "./MoreOptions.module.css";
import { OptionsPart, type OptionsPartProps } from "./OptionsPart";
import { useOptionsSummary } from "./options-words";

export interface MoreOptionsProps extends OptionsPartProps {
  isExpanded: boolean;
  onExpandedChange: (isExpanded: boolean) => void;
}

/** "More options", closed at first; one line says in what they differ from the usual. */
export function MoreOptions({ isExpanded, onExpandedChange, ...part }: MoreOptionsProps) {
  const summary = useOptionsSummary()(part.options, part.installation);
  return (
    <Disclosure className={styles.more} isExpanded={isExpanded} onExpandedChange={onExpandedChange}>
      <Heading level={3} className={styles.heading}>
        <Button slot="trigger" className={styles.trigger}>
          <ChevronRight aria-hidden="true" />
          <span className={styles.name}>
            <Trans>More options</Trans>
          </span>
          <span className={styles.summary} data-differs={summary.length > 0 || undefined}>
            {summary.length > 0 ? (
              summary.join(" · ")
            ) : (
              <Trans>Content, limits, expected patient, what the recipient sees, e-mails</Trans>
            )}
          </span>
        </Button>
      </Heading>
      <DisclosurePanel className={styles.panel}>
        <OptionsPart {...part} />
      </DisclosurePanel>
    </Disclosure>
  );
}
