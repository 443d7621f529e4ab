import { useLingui } from "@lingui/react/macro";
import { Ellipsis } from "lucide-react";
import { type CSSProperties, Fragment, useRef } from "react";
import { Toolbar as AriaToolbar, Separator } from "react-aria-components";
import { IconButton } from "@/ui/IconButton";
import { MenuButton } from "@/ui/Menu";
import { menuGroups } from "./action-menu-groups";
import { actions, type Hands, type Situation } from "./actions";
import styles from "./Toolbar.module.css";
import { ruleWidth, useFitting } from "./use-fitting";

const rules = new Set(actions.map((action) => action.group)).size - 1;

/**
 * The actions as icons; one that can't be used now stays, and says why. Where there is no room for all, the last ones
 * stand in a menu at the end: the order is the same everywhere.
 */
export function Toolbar({ situation, hands }: { situation: Situation | undefined; hands: Hands }) {
  const { t, i18n } = useLingui();
  const place = useRef<HTMLDivElement>(null);
  const fitting = useFitting(place, actions);
  const rest = actions.slice(fitting);
  return (
    <div
      ref={place}
      className={styles.place}
      style={{ "--buttons": actions.length, "--rules": `${rules * ruleWidth}px` } as CSSProperties}
    >
      <AriaToolbar aria-label={t`Folder actions`} className={styles.toolbar}>
        {actions.slice(0, fitting).map((action, index) => {
          const Icon = action.icon;
          const verdict = situation ? action.enabled(situation) : undefined;
          const before = actions[index - 1];
          return (
            <Fragment key={action.id}>
              {before && before.group !== action.group && (
                <Separator orientation="vertical" className={styles.rule} />
              )}
              <span className={styles.tool} data-accent={action.accent || undefined}>
                <IconButton
                  label={i18n._(action.title)}
                  shortcut={action.shortcut && i18n._(action.shortcut.label)}
                  disabledReason={verdict === true ? undefined : verdict ? i18n._(verdict) : t`Loading…`}
                  onPress={() => situation && action.run(situation, hands)}
                >
                  <Icon />
                </IconButton>
              </span>
            </Fragment>
          );
        })}
        {rest.length > 0 &&
          (situation ? (
            <MenuButton label={t`More actions`} groups={menuGroups(rest, situation, hands, i18n)}>
              <IconButton label={t`More actions`}>
                <Ellipsis />
              </IconButton>
            </MenuButton>
          ) : (
            <IconButton label={t`More actions`} disabledReason={t`Loading…`}>
              <Ellipsis />
            </IconButton>
          ))}
      </AriaToolbar>
    </div>
  );
}
