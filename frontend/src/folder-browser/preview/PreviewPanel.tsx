import { Trans, useLingui } from "@lingui/react/macro";
import { Folder, FolderOpen, Layers, SquareStack, Users, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { Content, Row } from "@/api/content";
import { Dialog, DialogBody } from "@/ui/Dialog";
import { IconButton } from "@/ui/IconButton";
import { documentIcon } from "../FolderRow";
import { useFolderName, useRowName } from "../names";
import { DocumentPreview } from "./DocumentPreview";
import { FolderPreview } from "./FolderPreview";
import styles from "./Preview.module.css";
import { SeveralPreview } from "./SeveralPreview";
import { StudyPreview } from "./StudyPreview";
import { keyOfSubject, type Subject, subjectOf } from "./subject";
import { type Preview, previewKeys } from "./use-preview";
import type { WaysOn } from "./ways-on";

interface PreviewPanelProps {
  preview: Preview;
  /** Undefined while the list is loading. */
  content: Content | undefined;
  selection: readonly Row[];
  waysOn: WaysOn;
}

/** How long the reader has to stay with something before it is read, in ms. */
const rest = 250;

/** What is selected, in its own looks; where nothing is, the folder that is shown. Beside the list, or in a sheet. */
export function PreviewPanel({ preview, content, selection, waysOn: given }: PreviewPanelProps) {
  const { t } = useLingui();
  const waysOn = preview.place === "sheet" ? leaving(given, preview.toggle) : given;
  const subject = content && subjectOf(selection, content);
  const key = subject ? keyOfSubject(subject) : "";
  const isWanted = useRested(key) === key;
  const title = useTitle(subject);
  const inside = subject && (
    <>
      <div className={styles.head}>
        <span className={styles.sign}>
          <Sign subject={subject} />
        </span>
        <h2 className={styles.title}>
          <bdi>{title}</bdi>
        </h2>
      </div>
      <div key={key} className={styles.inside}>
        <Inside subject={subject} state={content.etag ?? ""} waysOn={waysOn} isWanted={isWanted} />
      </div>
    </>
  );

  if (preview.place === "sheet") {
    return (
      <Dialog title={t`Preview`} isOpen onClose={preview.toggle} size="sheet" isDismissable>
        <DialogBody>
          <div className={styles.sheet}>{inside}</div>
        </DialogBody>
      </Dialog>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.panel} aria-label={t`Preview`} data-part="preview" tabIndex={0}>
      <span className={styles.close}>
        <IconButton label={t`Close preview`} shortcut={previewKeys} placement="left" onPress={preview.toggle}>
          <X />
        </IconButton>
      </span>
      {inside}
      <span className={styles.hidden} aria-live="polite">
        {isWanted && title && t`Preview: ${title}`}
      </span>
    </section>
  );
}

/** A sheet covers what one goes on to: it goes first. */
function leaving(waysOn: WaysOn, close: () => void): WaysOn {
  return {
    ...waysOn,
    open: (row, seriesId) => {
      close();
      waysOn.open(row, seriesId);
    },
    settle: (row) => {
      close();
      waysOn.settle(row);
    },
  };
}

interface InsideProps {
  subject: Subject;
  state: string;
  waysOn: WaysOn;
  isWanted: boolean;
}

function Inside({ subject, state, waysOn, isWanted }: InsideProps): ReactNode {
  switch (subject.kind) {
    case "study":
      return <StudyPreview row={subject.row} waysOn={waysOn} isWanted={isWanted} />;
    case "document":
      return <DocumentPreview row={subject.row} waysOn={waysOn} isWanted={isWanted} />;
    case "folder":
      return <FolderPreview folder={subject.folder} state={state} waysOn={waysOn} isWanted={isWanted} />;
    case "several":
      return <SeveralPreview rows={subject.rows} waysOn={waysOn} />;
    case "shared":
      return (
        <p className={styles.quiet}>
          <Trans>Folders that colleagues share with you appear here.</Trans>
        </p>
      );
  }
}

function Sign({ subject }: { subject: Subject }) {
  switch (subject.kind) {
    case "study":
      return <Layers aria-hidden="true" data-kind="study" />;
    case "document": {
      const Icon = documentIcon(subject.row.media_type);
      return <Icon aria-hidden="true" data-kind="document" />;
    }
    case "folder": {
      const Icon = subject.folder.row ? Folder : FolderOpen;
      return <Icon aria-hidden="true" data-kind="folder" />;
    }
    case "several":
      return <SquareStack aria-hidden="true" />;
    case "shared":
      return <Users aria-hidden="true" />;
  }
}

function useTitle(subject: Subject | undefined): string {
  const { t } = useLingui();
  const rowName = useRowName();
  const folderName = useFolderName();
  switch (subject?.kind) {
    case undefined:
      return "";
    case "study":
    case "document":
      return rowName(subject.row);
    case "folder":
      return folderName(subject.folder);
    case "several":
      return t`${subject.rows.length} selected`;
    case "shared":
      return t`Shared With Me`;
  }
}

/** The value as it was when it last stood still: whoever runs through a list reads nothing on the way. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(value), rest);
    return () => window.clearTimeout(timer);
  }, [value]);
  return rested;
}
