import { Plural, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { paths } from "@/pages/paths";
import { type RunningUpload, retryUpload } from "@/pages/upload/running-uploads";
import { notify } from "@/ui/toasts";

/** Says at the lower right when an upload begins, when it has been filed, and when it needs a person. */
export function useAnnouncements(uploads: readonly RunningUpload[]): void {
  const { t } = useLingui();
  const navigate = useNavigate();
  const told = useRef(new Map<string, { phase: RunningUpload["phase"]; close: () => void }>());

  useEffect(() => {
    const nothing = () => {};
    const openFolder = (upload: RunningUpload) => ({
      label: t`Open folder`,
      onPress: () => void navigate({ href: paths.folder(upload.folder.id) }),
    });
    const announce = (upload: RunningUpload, isNew: boolean): (() => void) => {
      const { name } = upload.folder;
      if (upload.phase === "done") {
        return notify({
          title: t`Uploaded to “${name}”`,
          detail: <WhatCame upload={upload} />,
          tone: "success",
          actions: [openFolder(upload)],
        });
      }
      if (upload.phase === "failed") {
        return notify({
          title: t`The upload to “${name}” has stopped`,
          detail: t`Nothing that was sent is lost.`,
          tone: "danger",
          actions: [{ label: t`Try again`, onPress: () => retryUpload(upload.id) }],
        });
      }
      if (!isNew) return nothing;
      return notify({
        title: t`Uploading to “${name}”`,
        detail: t`You can go on working. The upload continues while you move around.`,
        actions: [openFolder(upload)],
      });
    };

    for (const upload of uploads) {
      const before = told.current.get(upload.id);
      if (before?.phase === upload.phase) continue;
      const isOver = upload.phase === "done" || upload.phase === "failed";
      // What has begun is no news any more when it has ended
      if (isOver) before?.close();
      const close = announce(upload, before === undefined);
      told.current.set(upload.id, { phase: upload.phase, close: isOver ? close : (before?.close ?? close) });
    }
  }, [uploads, t, navigate]);
}

function WhatCame({ upload }: { upload: RunningUpload }) {
  return (
    <>
      <Plural value={upload.studies} one="# study" other="# studies" />
      {" · "}
      <Plural value={upload.documents} one="# document" other="# documents" />
    </>
  );
}
