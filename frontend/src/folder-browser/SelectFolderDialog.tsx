import { Trans, useLingui } from "@lingui/react/macro";
import { useMemo, useState } from "react";
import { Button } from "@/ui/Button";
import { Dialog, DialogBody, DialogFooter } from "@/ui/Dialog";
import { target } from "./actions";
import { type BrowserState, FolderBrowser } from "./FolderBrowser";
import { useFolderName } from "./names";
import type { Navigation } from "./navigation";
import styles from "./SelectFolderDialog.module.css";

export interface SelectFolderDialogProps {
  /** Where it begins. */
  startIn: string;
  /** The ways out to other pages, which this dialog opens in tabs. */
  elsewhere: Pick<Navigation, "href"> & { address(kind: "upload" | "link" | "print", id: string): string };
  onSelect: (folder: { id: string; name: string }) => void;
  onClose: () => void;
  /** The word on the decisive button, when "Select" says too little. */
  selectLabel?: string;
}

/** The Select Folder form: the whole folder view in a dialog, with buttons below. */
export function SelectFolderDialog({
  startIn,
  elsewhere,
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
      openViewer: (row) => inTab(elsewhere.href(row)),
      openUpload: (id) => inTab(elsewhere.address("upload", id)),
      openLink: (id) => inTab(elsewhere.address("link", id)),
      printLink: (id) => inTab(elsewhere.address("print", id)),
    };
  }, [folderId, elsewhere]);

  return (
    <Dialog title={t`Select Folder`} isOpen onClose={onClose} size="wide">
      <DialogBody flush>
        <FolderBrowser
          navigation={navigation}
          footer={(state) => (
            <SelectFooter
              state={state}
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
  onSelect: (folder: { id: string; name: string }) => void;
  onClose: () => void;
  selectLabel: string;
}

/** Says which folder "Select" would take: the one selected, else the one shown. */
function SelectFooter({ state, onSelect, onClose, selectLabel }: SelectFooterProps) {
  const folderName = useFolderName();
  const { folder } = state;
  const chosen = folder && target({ selection: state.selection, folder });
  const mayAdd = folder?.rights.may_add ?? false;
  const name = chosen ? folderName(chosen) : "";
  return (
    <DialogFooter
      aside={
        chosen && (
          <span className={styles.chosen}>
            {mayAdd ? (
              <Trans>
                Goes to <strong>{name}</strong>
              </Trans>
            ) : (
              <Trans>You may not add anything to this folder.</Trans>
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
        isDisabled={!chosen || !mayAdd}
        onPress={() => chosen && onSelect({ id: chosen.id, name })}
      >
        {selectLabel}
      </Button>
    </DialogFooter>
  );
}
