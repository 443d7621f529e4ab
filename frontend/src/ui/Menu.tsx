import { Check } from "lucide-react";
import type { ComponentType, ReactElement } from "react";
import {
  Menu as AriaMenu,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
  Text,
} from "react-aria-components";
import { Keys } from "./Keys";
import styles from "./Menu.module.css";
import popoverStyles from "./Popover.module.css";

/** One line of a menu. */
export interface MenuEntry {
  id: string;
  title: string;
  icon?: ComponentType<{ "aria-hidden"?: boolean | "true" | "false" }>;
  shortcut?: string | undefined;
  /** Why it can't be used now. The line stays reachable, so that the reason can be read. */
  disabledReason?: string | undefined;
  danger?: boolean;
  isChecked?: boolean;
  lang?: string;
  onAction: () => void;
}

/** Lines that belong together, divided from others by a rule. */
export interface MenuGroup {
  id: string;
  title?: string;
  entries: readonly MenuEntry[];
}

export interface MenuListProps {
  label: string;
  groups: readonly MenuGroup[];
  onClose?: () => void;
}

/** The list inside a popover; `MenuButton` and `ContextMenu` differ only in what opens it. */
export function MenuList({ label, groups, onClose }: MenuListProps) {
  const used = groups.filter((group) => group.entries.length > 0);
  return (
    <AriaMenu aria-label={label} className={styles.menu} autoFocus="first" {...(onClose ? { onClose } : {})}>
      {used.flatMap((group, index) => [
        ...(index > 0 ? [<Separator key={`${group.id}-rule`} className={styles.rule} />] : []),
        <MenuSection key={group.id} {...(group.title ? {} : { "aria-label": label })}>
          {group.title && <Header className={styles.heading}>{group.title}</Header>}
          {group.entries.map((entry) => (
            <MenuLine key={entry.id} entry={entry} />
          ))}
        </MenuSection>,
      ])}
    </AriaMenu>
  );
}

function MenuLine({ entry }: { entry: MenuEntry }) {
  const Icon = entry.icon;
  const disabled = entry.disabledReason !== undefined;
  return (
    <MenuItem
      id={entry.id}
      textValue={entry.title}
      className={styles.item}
      data-danger={entry.danger || undefined}
      data-unavailable={disabled || undefined}
      shouldCloseOnSelect={!disabled}
      onAction={() => {
        if (!disabled) entry.onAction();
      }}
      // react-aria would skip a disabled line, and with it the reason
      render={(props) => <div {...(props as object)} {...(disabled ? { "aria-disabled": true } : {})} />}
    >
      <span className={styles.icon}>{Icon && <Icon aria-hidden="true" />}</span>
      <span className={styles.words}>
        <Text slot="label" lang={entry.lang}>
          {entry.title}
        </Text>
        {disabled && (
          <Text slot="description" className={styles.reason}>
            {entry.disabledReason}
          </Text>
        )}
      </span>
      {entry.isChecked && <Check aria-hidden="true" className={styles.check} />}
      {entry.shortcut && <Keys keys={entry.shortcut} />}
    </MenuItem>
  );
}

/** A button (its child) that opens a menu below itself. */
export function MenuButton({
  children,
  placement = "bottom end",
  ...list
}: MenuListProps & { children: ReactElement; placement?: "bottom end" | "bottom start" }) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={popoverStyles.popover} placement={placement} offset={6}>
        <MenuList {...list} />
      </Popover>
    </MenuTrigger>
  );
}
