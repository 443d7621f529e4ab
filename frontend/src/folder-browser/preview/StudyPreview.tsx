import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Download, Eye, Scale } from "lucide-react";
import { type MouseEvent, useEffect, useRef } from "react";
import type { Row } from "@/api/content";
import { useProblemText } from "@/api/use-problem-text";
import { studyOptions, type ViewedSeries } from "@/api/viewing";
import { useFormats } from "@/i18n/format";
import { formatPersonName } from "@/i18n/person-name";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { NoticeBox } from "@/ui/NoticeBox";
import skeletonStyles from "@/ui/Skeleton.module.css";
import { SeriesThumbnail } from "@/viewer/SeriesThumbnail";
import { AddedFact } from "./AddedFact";
import { Fact, Facts } from "./Facts";
import styles from "./Preview.module.css";
import type { WaysOn } from "./ways-on";

/** More pictures than these are no help in telling studies apart; the viewer has them all. */
const mostPictures = 8;

interface StudyPreviewProps {
  row: Row;
  waysOn: WaysOn;
  /** Whether the reader has stayed with it: only then is it read, which is recorded. */
  isWanted: boolean;
}

/** A study: whose, when, what, how much; and a picture of each series. */
export function StudyPreview({ row, waysOn, isWanted }: StudyPreviewProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const studyId = row.study_id ?? "";
  const { data: study, error, refetch } = useQuery({ ...studyOptions(studyId), enabled: isWanted });
  useReadAgain(row.instance_count, () => void refetch());
  return (
    <>
      {(row.incomplete || row.new) && (
        <p className={styles.badges}>
          {row.new && <Badge tone="info">{t`New`}</Badge>}
          {row.incomplete && <Badge tone="info">{t`Arriving`}</Badge>}
        </p>
      )}
      <Doubts row={row} onSettle={waysOn.settle} />
      <div className={styles.actions}>
        <Button size="small" icon={<Eye aria-hidden="true" />} onPress={() => waysOn.open(row)}>
          <Trans>Open in viewer</Trans>
        </Button>
        <Button size="small" icon={<Download aria-hidden="true" />} onPress={() => waysOn.download([row])}>
          <Trans>Download</Trans>
        </Button>
      </div>
      <Pictures
        row={row}
        series={study?.series}
        error={error}
        onRetry={() => void refetch()}
        waysOn={waysOn}
      />
      <Facts>
        <Fact term={t`Patient ID`}>{row.PatientID}</Fact>
        <Fact term={t`Birth date`}>{formats.day(row.PatientBirthDate)}</Fact>
        <Fact term={t`Sex`}>{row.PatientSex}</Fact>
        <Fact term={t`Study date`}>{formats.day(row.StudyDate)}</Fact>
        <Fact term={t`Modality`}>{row.ModalitiesInStudy.join(", ")}</Fact>
        <Fact term={t`Description`}>{row.StudyDescription}</Fact>
        <Fact term={t`Accession number`}>{row.AccessionNumber}</Fact>
        <Fact term={t`Referring physician`}>
          {study ? formatPersonName(study.ReferringPhysicianName) : ""}
        </Fact>
        <Fact term={t`Content`}>
          <Plural value={row.series_count ?? 0} one="# series" other="# series" />
          {" · "}
          <Plural value={row.instance_count ?? 0} one="# instance" other="# instances" />
        </Fact>
        <Fact term={t`Size`}>{formats.size(row.size)}</Fact>
        <Fact term={t`Added`}>
          <AddedFact row={row} />
        </Fact>
        <Fact term={t`Owner`}>{row.owner_name}</Fact>
      </Facts>
    </>
  );
}

/** What one must know before trusting it, and the way to settle it for whom it belongs to. */
function Doubts({ row, onSettle }: { row: Row; onSettle: (row: Row) => void }) {
  const { t } = useLingui();
  if (row.variant === 0 && row.conflicts === 0) return null;
  return (
    <NoticeBox
      tone="warning"
      {...(row.owner_name === ""
        ? {
            actions: (
              <Button size="small" icon={<Scale aria-hidden="true" />} onPress={() => onSettle(row)}>
                {t`Settle…`}
              </Button>
            ),
          }
        : {})}
    >
      {row.variant > 0 && (
        <p>
          <Trans>
            Same UID, other patient: another study here bears the same Study Instance UID. Check name and
            birth date.
          </Trans>
        </p>
      )}
      {row.conflicts > 0 && (
        <p>
          <Plural
            value={row.conflicts}
            one="# image arrived again with other content. The first one is shown."
            other="# images arrived again with other content. The first ones are shown."
          />
        </p>
      )}
    </NoticeBox>
  );
}

interface PicturesProps {
  row: Row;
  series: readonly ViewedSeries[] | undefined;
  error: Error | null;
  onRetry: () => void;
  waysOn: WaysOn;
}

function Pictures({ row, series, error, onRetry, waysOn }: PicturesProps) {
  const { t } = useLingui();
  const problem = useProblemText()(error);
  if (error && !series) {
    return (
      <NoticeBox
        tone={problem.isOffline ? "info" : "danger"}
        title={problem.title}
        actions={
          <Button size="small" onPress={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        }
      />
    );
  }
  if (!series) {
    const count = Math.min(Math.max(row.series_count ?? 1, 1), mostPictures);
    return (
      <div className={styles.pictures} aria-hidden="true">
        {Array.from({ length: count }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <span key={index} className={`${skeletonStyles.bar} ${styles.pictureToCome}`} />
        ))}
      </div>
    );
  }
  const shown = series.length > mostPictures ? series.slice(0, mostPictures - 1) : series;
  const rest = series.length - shown.length;
  const follow = (event: MouseEvent, seriesId?: string) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    waysOn.open(row, seriesId);
  };
  return (
    <ul className={styles.pictures} aria-label={t`Series`}>
      {shown.map((one) => (
        <li key={one.id}>
          <a
            className={styles.picture}
            href={waysOn.href(row, one.id)}
            onClick={(event) => follow(event, one.id)}
            title={one.SeriesDescription || t`Series without a name`}
          >
            <SeriesThumbnail studyId={row.study_id ?? ""} series={one} />
            <span className={styles.caption}>
              <bdi>{one.SeriesDescription || t`Series without a name`}</bdi>
            </span>
            <span className={styles.count}>
              {one.frame_count > 0 ? (
                <Plural value={one.frame_count} one="# image" other="# images" />
              ) : (
                <Plural value={one.instance_count} one="# object" other="# objects" />
              )}
            </span>
          </a>
        </li>
      ))}
      {rest > 0 && (
        <li>
          <a className={styles.more} href={waysOn.href(row)} onClick={(event) => follow(event)}>
            <Plural value={rest} one="# more series" other="# more series" />
          </a>
        </li>
      )}
    </ul>
  );
}

/** Calls `read` when the value has become another: more images have arrived. */
function useReadAgain(value: unknown, read: () => void) {
  const last = useRef({ value, read });
  useEffect(() => {
    const hasChanged = last.current.value !== value;
    last.current = { value, read };
    if (hasChanged) read();
  }, [value, read]);
}
