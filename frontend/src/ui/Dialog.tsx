import { useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import styles from "./Dialog.module.css";
import { IconButton } from "./IconButton";

export interface DialogProps {
  title: ReactNode;
  /** A quiet line below the title. */
  subtitle?: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  /** A `sheet` comes from below, as high as what is in it. */
  size?: "small" | "medium" | "large" | "wide" | "sheet";
  /** `alertdialog` interrupts: for questions that must be answered. */
  role?: "dialog" | "alertdialog";
  /** Whether a click beside it closes it; off where something typed would be lost. */
  isDismissable?: boolean;
  children: ReactNode;
}

/**
 * A modal dialog: a card in the middle of a desk screen, a sheet of full height on a phone. Its children are usually a
 * `DialogBody`, which scrolls, and a `DialogFooter`, which stays; both may stand inside a form.
 */
export function Dialog({
  title,
  subtitle,
  isOpen,
  onClose,
  size = "medium",
  role = "dialog",
  isDismissable = false,
  children,
}: DialogProps) {
  const { t } = useLingui();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={isDismissable}
      className={styles.overlay}
      data-size={size}
      data-modal
    >
      <Modal className={styles.modal} data-size={size}>
        <AriaDialog role={role} className={styles.dialog}>
          <header className={styles.header}>
            <div className={styles.titles}>
              <Heading slot="title" className={styles.title}>
                {title}
              </Heading>
              {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
            </div>
            <IconButton label={t`Close`} onPress={onClose}>
              <X />
            </IconButton>
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export function DialogBody({ children, flush = false }: { children: ReactNode; flush?: boolean }) {
  return (
    <div className={styles.body} data-flush={flush || undefined}>
      {children}
    </div>
  );
}

/** Buttons, the decisive one last. `aside` stands at the other end. */
export function DialogFooter({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <footer className={styles.footer}>
      {aside && <div className={styles.aside}>{aside}</div>}
      <div className={styles.buttons}>{children}</div>
    </footer>
  );
}
