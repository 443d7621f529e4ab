import { useRef } from "react";
import { Popover } from "react-aria-components";
import styles from "./ContextMenu.module.css";
import { MenuList, type MenuListProps } from "./Menu";
import popoverStyles from "./Popover.module.css";

/** A point of the window in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

export interface ContextMenuProps extends Omit<MenuListProps, "onClose"> {
  /** Where it opens: the pointer, or for the menu key the row's own place. Null: closed. */
  at: Point | null;
  onClose: () => void;
}

/** The menu of a right-click, a long press or the menu key. */
export function ContextMenu({ at, onClose, label, groups }: ContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  if (!at) return null;
  return (
    <>
      <span ref={anchor} className={styles.anchor} style={{ left: at.x, top: at.y }} />
      <Popover
        key={`${at.x},${at.y}`}
        className={popoverStyles.popover}
        aria-label={label}
        triggerRef={anchor}
        isOpen
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
        // Beside the point it is moved up where it would end below the window; a narrow one has room below alone
        placement={window.innerWidth < 640 ? "bottom start" : "end top"}
        offset={2}
      >
        <MenuList label={label} groups={groups} onClose={onClose} />
      </Popover>
    </>
  );
}
