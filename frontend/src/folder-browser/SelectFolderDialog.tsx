import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMemo, useState } from "react";
import type { Row } from "@/api/content";
import type { Folder } from "@/api/folders";
import { Button } from "@/ui/Button";
import { Dialog, DialogBody, DialogFooter } from "@/ui/Dialog";
import { target, whyNotInto } from "./actions";
import { type BrowserState, FolderBrowser } from "./FolderBrowser";
import { useFolderName } from "./names";
import type { Navigation } from "./navigation";
import styles from "./SelectFolderDialog.module.css";

const takesNoFiles = msg`Files can be dropped on a folder in the Folders section, not in this form.`;

export interface SelectFolderDialogProps {
  /** Where it begins. */
  startIn: string;
  /** The ways out to other pages, which this dialog opens in tabs. */
  elsewhere: Pick<Navigation, "href" | "address">;
  /** What it asks, when "Select Folder" says too little. */
  title?: string;
  /** Why a row can't be used; undefined if it can. */
  unavailable?: (row: Row) => string | undefined;
  /** Why the folder that would be taken can't be, beyond the right to add to it. */
  refuse?: (chosen: { id: string }, shown: Folder) => string | undefined;
  onSelect: (folder: { id: string; name: string }) => void;
  onClose: () => void;
  /** The word on the decisive button, when "Select" says too little. */
  selectLabel?: string;
}

/** The Select Folder form: the whole folder view in a dialog, with buttons below. */
export function SelectFolderDialog({
  startIn,
  elsewhere,
  title,
  unavailable,
  refuse,
  onSelect,
  onClose,
  selectLabel,
}: SelectFolderDialogProps) {
  const { t } = useLingui();
  const [folderId, setFolderId] = useState(startIn);
  const navigation: Navigation = useMemo(() => {
    const inTab = (address: string) => window.open(address, "_blank", "noopener");
    return {
      folderId,
      openFolder: setFolderId,
      href: elsewhere.href,
      openViewer: (row, seriesId) => inTab(elsewhere.href(row, seriesId)),
      openUpload: (id) => inTab(elsewhere.address("upload", id)),
      files: { refusal: takesNoFiles },
      openLink: (id) => inTab(elsewhere.address("link", id)),
      printLink: (id) => inTab(elsewhere.address("print", id)),
      address: elsewhere.address,
    };
  }, [folderId, elsewhere]);

  return (
    <Dialog title={title ?? t`Select Folder`} isOpen onClose={onClose} size="wide">
      <DialogBody flush>
        <FolderBrowser
          navigation={navigation}
          {...(unavailable ? { unavailable } : {})}
          footer={(state) => (
            <SelectFooter
              state={state}
              refuse={refuse}
              onSelect={onSelect}
              onClose={onClose}
              selectLabel={selectLabel ?? t`Select`}
            />
          )}
        />
      </DialogBody>
    </Dialog>
  );
}

interface SelectFooterProps {
  state: BrowserState;
  refuse: SelectFolderDialogProps["refuse"];
  onSelect: (folder: { id: string; name: string }) => void;
  onClose: () => void;
  selectLabel: string;
}

/** Says which folder "Select" would take: the one selected, else the one shown. */
function SelectFooter({ state, refuse, onSelect, onClose, selectLabel }: SelectFooterProps) {
  const { i18n } = useLingui();
  const folderName = useFolderName();
  const { folder, selection } = state;
  const chosen = folder && target({ selection, folder });
  const noRight = folder && whyNotInto({ selection, folder });
  const reason = noRight ? i18n._(noRight) : folder && chosen && refuse?.(chosen, folder);
  const name = chosen ? folderName(chosen) : "";
  return (
    <DialogFooter
      aside={
        chosen && (
          <span className={styles.chosen} role="status">
            {reason ?? (
              <Trans>
                Goes to <strong>{name}</strong>
              </Trans>
            )}
          </span>
        )
      }
    >
      <Button onPress={onClose}>
        <Trans>Cancel</Trans>
      </Button>
      <Button
        kind="primary"
        isDisabled={!chosen || reason !== undefined}
        onPress={() => chosen && onSelect({ id: chosen.id, name })}
      >
        {selectLabel}
      </Button>
    </DialogFooter>
  );
}
