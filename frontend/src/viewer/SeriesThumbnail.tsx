import { FileText, ImageOff } from "lucide-react";
import { useState } from "react";
import { thumbnailAddress, type ViewedSeries } from "@/api/viewing";
import styles from "./SeriesThumbnail.module.css";

interface SeriesThumbnailProps {
  studyId: string;
  series: Pick<ViewedSeries, "thumbnail_instance_id">;
}

/** A series' picture on black, as wide as its parent; a sign in its place where there is none. */
export function SeriesThumbnail({ studyId, series }: SeriesThumbnailProps) {
  const [hasFailed, setFailed] = useState(false);
  const instanceId = series.thumbnail_instance_id;
  return (
    <span className={styles.thumbnail}>
      {instanceId === null && <FileText aria-hidden="true" />}
      {instanceId !== null && hasFailed && <ImageOff aria-hidden="true" />}
      {instanceId !== null && !hasFailed && (
        <img
          src={thumbnailAddress(studyId, instanceId)}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setFailed(true)}
        />
      )}
    </span>
  );
}
