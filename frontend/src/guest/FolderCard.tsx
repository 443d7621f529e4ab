/** @jsxImportSource preact */
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "preact/hooks";
import type { Visit } from "./client";
import type { FolderView } from "./folder/FolderView";
import { Notice } from "./parts";

/** What is in the folder, where the link lets its guest see it; its code comes only then. */
export function FolderCard({ visit, clockAhead }: { visit: Visit; clockAhead: number }) {
  const [view, setView] = useState<{ Folder: typeof FolderView } | null>(null);
  const maySee = visit.folder_id !== null;
  useEffect(() => {
    if (!maySee) return;
    let isWanted = true;
    void import("./folder/FolderView").then(({ FolderView: Folder }) => isWanted && setView({ Folder }));
    return () => {
      isWanted = false;
    };
  }, [maySee]);
  if (!view) return null;
  if (visit.folder_id === null) {
    return <Notice kind="info" alert title={t`What is in the folder can no longer be seen.`} />;
  }
  return <view.Folder key={visit.folder_id} visit={visit} rootId={visit.folder_id} clockAhead={clockAhead} />;
}
