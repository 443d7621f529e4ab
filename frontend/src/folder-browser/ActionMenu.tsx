import { useLingui } from "@lingui/react/macro";
import { ContextMenu, type Point } from "@/ui/ContextMenu";
import { menuGroups } from "./action-menu-groups";
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
  return (
    <ContextMenu
      at={at}
      onClose={onClose}
      label={t`Folder actions`}
      groups={menuGroups(actions, situation, hands, i18n)}
    />
  );
}
