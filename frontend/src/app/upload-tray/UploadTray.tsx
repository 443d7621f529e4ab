import { lazy, Suspense, useSyncExternalStore } from "react";
import { runningUploads } from "@/pages/upload/running-uploads";

const UploadList = lazy(async () => ({ default: (await import("./UploadList")).UploadList }));

/** What is being uploaded, on every page. Nothing, not even its code, while there is nothing. */
export function UploadTray() {
  const uploads = useSyncExternalStore(runningUploads.subscribe, runningUploads.getSnapshot);
  if (uploads.length === 0) return null;
  return (
    <Suspense>
      <UploadList uploads={uploads} />
    </Suspense>
  );
}
