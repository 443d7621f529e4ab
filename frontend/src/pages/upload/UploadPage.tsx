import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { FolderInput } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { folderOptions } from "@/api/folders";
import { useMe } from "@/api/session";
import { useProblemText } from "@/api/use-problem-text";
import { useFolderName } from "@/folder-browser/names";
import { SelectFolderDialog } from "@/folder-browser/SelectFolderDialog";
import { Button } from "@/ui/Button";
import { notify } from "@/ui/toasts";
import { createPreparation, type PreparationState } from "@/uploads/prepare";
import { takeChosenFiles } from "../chosen-files";
import { elsewhere } from "../row-address";
import { ChooseFiles } from "./ChooseFiles";
import { ReviewChoice } from "./ReviewChoice";
import { startUpload } from "./running-uploads";
import styles from "./UploadPage.module.css";

/** What is chosen belongs to the tab: a look into a folder in between must not throw it away. */
const preparation = createPreparation({ acceptance: "dicom_and_documents" });

/** The Upload section: choose, review as studies, Select Folder, go. */
export function UploadPage() {
  const { t } = useLingui();
  const problemText = useProblemText();
  const folderName = useFolderName();
  const root = useMe().root_folder_id;
  const { folder: wantedId } = useSearch({ from: "/inside/shell/upload" });
  const wanted = useQuery({ ...folderOptions(wantedId ?? root), enabled: wantedId !== undefined }).data;
  const state = useSyncExternalStore(preparation.subscribe, preparation.getSnapshot);
  const [isSelecting, setSelecting] = useState(false);
  const [isStarting, setStarting] = useState(false);
  useEffect(() => {
    document.title = t`Upload – Filmjacket`;
  }, [t]);

  // What was dropped on a folder in the Folders section comes in here; a failure is in the state, which is what is shown
  useEffect(() => {
    const chosen = takeChosenFiles();
    if (!chosen) return;
    chosen.onFound = preparation.found;
    preparation.add(chosen.choice).catch((error: unknown) => console.error(error));
  }, []);

  async function start(folder: { id: string; name: string }) {
    if (!state.selection) return;
    setSelecting(false);
    setStarting(true);
    try {
      await startUpload({ folder, selection: state.selection, leftOut: preparation.leftOut() });
      preparation.clear();
    } catch (error) {
      notify({ title: problemText(error).title, tone: "danger" });
    } finally {
      setStarting(false);
    }
  }

  const canSend = isSendable(state);
  return (
    <main className={styles.page}>
      <div className={styles.scroll}>
        <div className={styles.column}>
          <header className={styles.head}>
            <h1 className={styles.title}>
              <Trans>Upload</Trans>
            </h1>
            <p className={styles.lead}>
              {wanted ? (
                <Trans>
                  Medical images and clinical documents, into <strong>{folderName(wanted)}</strong>
                </Trans>
              ) : (
                <Trans>Medical images and clinical documents, into one of your folders</Trans>
              )}
            </p>
          </header>
          <ChooseFiles preparation={preparation} state={state} />
          <ReviewChoice preparation={preparation} state={state} />
        </div>
      </div>
      {state.phase !== "empty" && (
        <footer className={styles.footer}>
          <Button onPress={() => preparation.clear()}>
            <Trans>Start over</Trans>
          </Button>
          <span className={styles.gap} />
          {wanted?.rights.may_add && (
            <Button
              isDisabled={!canSend}
              isPending={isStarting}
              kind="primary"
              onPress={() => void start({ id: wanted.id, name: folderName(wanted) })}
            >
              <Trans>Upload to “{folderName(wanted)}”</Trans>
            </Button>
          )}
          <Button
            kind={wanted ? "secondary" : "primary"}
            icon={<FolderInput aria-hidden="true" />}
            isDisabled={!canSend}
            isPending={isStarting && !wanted}
            onPress={() => setSelecting(true)}
          >
            {wanted ? <Trans>Another folder…</Trans> : <Trans>Select Folder…</Trans>}
          </Button>
        </footer>
      )}
      {isSelecting && (
        <SelectFolderDialog
          startIn={wanted?.id ?? root}
          elsewhere={elsewhere}
          selectLabel={t`Select and upload`}
          onSelect={(folder) => void start(folder)}
          onClose={() => setSelecting(false)}
        />
      )}
    </main>
  );
}

function isSendable({ phase, selection }: PreparationState): boolean {
  return phase === "ready" && selection !== null && selection.files > 0;
}
