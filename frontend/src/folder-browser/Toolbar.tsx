import { useLingui } from "@lingui/react/macro";
import { Fragment } from "react";
import { Toolbar as AriaToolbar, Separator } from "react-aria-components";
import { IconButton } from "@/ui/IconButton";
import { actions, type Hands, type Situation } from "./actions";
import styles from "./Toolbar.module.css";

/** The actions as icons; one that can't be used now stays, and says why. */
export function Toolbar({ situation, hands }: { situation: Situation | undefined; hands: Hands }) {
  const { t, i18n } = useLingui();
  return (
    <AriaToolbar aria-label={t`Folder actions`} className={styles.toolbar}>
      {actions.map((action, index) => {
        const Icon = action.icon;
        const verdict = situation ? action.enabled(situation) : undefined;
        const before = actions[index - 1];
        return (
          <Fragment key={action.id}>
            {before && before.group !== action.group && (
              <Separator orientation="vertical" className={styles.rule} />
            )}
            <IconButton
              label={i18n._(action.title)}
              shortcut={action.shortcut && i18n._(action.shortcut.label)}
              disabledReason={verdict === true ? undefined : verdict ? i18n._(verdict) : t`Loading…`}
              onPress={() => situation && action.run(situation, hands)}
            >
              <Icon />
            </IconButton>
          </Fragment>
        );
      })}
    </AriaToolbar>
  );
}
