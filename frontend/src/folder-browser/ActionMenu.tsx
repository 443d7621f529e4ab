import { useLingui } from "@lingui/react/macro";
import { ContextMenu, type Point } from "@/ui/ContextMenu";
import type { MenuGroup } from "@/ui/Menu";
import { actions, type Hands, type Situation } from "./actions";

/** The same actions as the toolbar's, in the same order, where the right-click was. */
export function ActionMenu({
  at,
  onClose,
  situation,
  hands,
}: {
  at: Point | null;
  onClose: () => void;
  situation: Situation;
  hands: Hands;
}) {
  const { t, i18n } = useLingui();
  const groups: MenuGroup[] = [...new Set(actions.map((action) => action.group))].map((group) => ({
    id: group,
    entries: actions
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
  return <ContextMenu at={at} onClose={onClose} label={t`Folder actions`} groups={groups} />;
}
