import { Plural, useLingui } from "@lingui/react/macro";
import { FileText, ImageOff } from "lucide-react";
import { type CSSProperties, memo, useState } from "react";
import { thumbnailAddress } from "@/api/viewing";
import styles from "./FolderRow.module.css";
import type { SeriesLine } from "./tree";

interface SeriesRowProps {
  line: SeriesLine;
  index: number;
  top: number;
  isCurrent: boolean;
  href: string;
}

/** A series below its study: picture, name, number, how much. Opening it opens the viewer there. */
export const SeriesRow = memo(function SeriesRow({ line, index, top, isCurrent, href }: SeriesRowProps) {
  const { t } = useLingui();
  const { series, study } = line;
  const name = series.SeriesDescription || t`Series without a name`;
  return (
    <div
      role="row"
      data-key={line.key}
      data-line={index}
      data-kind="series"
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, "--level": line.level - 1 } as CSSProperties}
      tabIndex={isCurrent ? 0 : -1}
      aria-level={line.level}
      aria-posinset={line.position}
      aria-setsize={line.siblings}
      aria-rowindex={index + 2}
    >
      <div role="gridcell" className={styles.check} />
      <div role="rowheader" className={styles.series}>
        <Thumbnail studyId={study.study_id ?? ""} instanceId={series.thumbnail_instance_id} />
        <a href={href} tabIndex={-1} className={styles.link} data-part="name" title={name}>
          <bdi>{name}</bdi>
        </a>
        <span className={styles.seriesFacts}>
          {[series.Modality, series.SeriesNumber].filter((part) => part !== "" && part !== null).join(" ")}
          {" · "}
          {series.frame_count > 0 ? (
            <Plural value={series.frame_count} one="# image" other="# images" />
          ) : (
            <Plural value={series.instance_count} one="# object" other="# objects" />
          )}
          {series.BodyPartExamined && ` · ${series.BodyPartExamined}`}
        </span>
      </div>
    </div>
  );
});

function Thumbnail({ studyId, instanceId }: { studyId: string; instanceId: string | null }) {
  const [hasFailed, setFailed] = useState(false);
  return (
    <span className={styles.thumbnail}>
      {instanceId === null && <FileText aria-hidden="true" />}
      {instanceId !== null && hasFailed && <ImageOff aria-hidden="true" />}
      {instanceId !== null && !hasFailed && (
        <img
          src={thumbnailAddress(studyId, instanceId)}
          alt=""
          width="30"
          height="30"
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setFailed(true)}
        />
      )}
    </span>
  );
}
