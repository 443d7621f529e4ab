import { Plural, Trans } from "@lingui/react/macro";
import { FilePlus2, FolderPlus, HardDriveUpload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { FilePicker } from "@/ui/FilePicker";
import { NoticeBox } from "@/ui/NoticeBox";
import { ProgressBar } from "@/ui/ProgressBar";
import { collectFromDrop, collectFromInput } from "@/uploads/collect";
import type { Preparation, PreparationState } from "@/uploads/prepare";
import styles from "./ChooseFiles.module.css";

/** Where files, folders and whole discs are chosen or dropped, and the progress of looking into them. */
export function ChooseFiles({ preparation, state }: { preparation: Preparation; state: PreparationState }) {
  const [isOver, setOver] = useState(false);
  const depth = useRef(0);
  const isEmpty = state.phase === "empty";
  // A failure is in the state, which is what is shown
  const add = (choice: Parameters<Preparation["add"]>[0]) => {
    preparation.add(choice).catch((error: unknown) => console.error(error));
  };

  const drop = {
    onDragEnter(event: DragEvent) {
      event.preventDefault();
      depth.current += 1;
      setOver(true);
    },
    onDragOver(event: DragEvent) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    onDragLeave() {
      depth.current -= 1;
      if (depth.current <= 0) setOver(false);
    },
    onDrop(event: DragEvent) {
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      add(collectFromDrop(event.dataTransfer, preparation.found));
    },
  };

  return (
    <section
      className={styles.zone}
      data-over={isOver || undefined}
      data-compact={!isEmpty || undefined}
      {...drop}
    >
      <div className={styles.words}>
        <HardDriveUpload aria-hidden="true" className={styles.icon} />
        <div>
          <p className={styles.title}>
            {isEmpty ? <Trans>Drop files, folders or a whole disc here</Trans> : <Trans>Add more</Trans>}
          </p>
          {isEmpty && (
            <p className={styles.text}>
              <Trans>
                The images are read in your browser first, so that you see studies before anything is sent.
                Viewers and other clutter of a disc are left out by themselves.
              </Trans>
            </p>
          )}
        </div>
      </div>
      <div className={styles.buttons}>
        <FilePicker
          kind={isEmpty ? "primary" : "secondary"}
          icon={<FilePlus2 aria-hidden="true" />}
          onPick={(files) => files.length > 0 && add(collectFromInput(files))}
        >
          <Trans>Choose files</Trans>
        </FilePicker>
        <FilePicker
          directory
          icon={<FolderPlus aria-hidden="true" />}
          onPick={(files) => files.length > 0 && add(collectFromInput(files))}
        >
          <Trans>Choose a folder or disc</Trans>
        </FilePicker>
      </div>
      <Looking state={state} />
    </section>
  );
}

function Looking({ state }: { state: PreparationState }) {
  const { phase, done, total } = state;
  if (phase === "failed") {
    return (
      <div className={styles.wide}>
        <NoticeBox tone="danger" role="alert">
          <Trans>
            The files could not be read. If they are on a disc or stick, check that it is still there, and
            choose them again.
          </Trans>
        </NoticeBox>
      </div>
    );
  }
  if (phase !== "collecting" && phase !== "reading") return null;
  return (
    <div className={styles.wide}>
      <ProgressBar
        value={phase === "reading" && total > 0 ? done / total : null}
        label={
          phase === "collecting" ? <Trans>Looking for files…</Trans> : <Trans>Reading the images…</Trans>
        }
        detail={
          phase === "collecting" ? (
            <Plural value={done} one="# file" other="# files" />
          ) : (
            <Trans>
              {done} of {total}
            </Trans>
          )
        }
      />
    </div>
  );
}
