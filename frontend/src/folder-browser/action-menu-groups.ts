import type { I18n } from "@lingui/core";
import type { MenuGroup } from "@/ui/Menu";
import type { Action, Hands, Situation } from "./actions";

/** Actions as lines of a menu, divided as in the toolbar; a line that can't be used now says why. */
export function menuGroups(
  listed: readonly Action[],
  situation: Situation,
  hands: Hands,
  i18n: I18n,
): MenuGroup[] {
  return [...new Set(listed.map((action) => action.group))].map((group) => ({
    id: group,
    entries: listed
      .filter((action) => action.group === group)
      .map((action) => {
        const verdict = action.enabled(situation);
        return {
          id: action.id,
          title: i18n._(action.title),
          icon: action.icon,
          shortcut: action.shortcut && i18n._(action.shortcut.label),
          disabledReason: verdict === true ? undefined : i18n._(verdict),
          ...(action.danger ? { danger: true } : {}),
          onAction: () => action.run(situation, hands),
        };
      }),
  }));
}
