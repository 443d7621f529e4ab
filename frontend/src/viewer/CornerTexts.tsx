import { Trans, useLingui } from "@lingui/react/macro";
import type { ViewedSeries, ViewedStudy } from "@/api/viewing";
import { useFormats } from "@/i18n/format";
import { formatPersonName } from "@/i18n/person-name";
import styles from "./CornerTexts.module.css";
import type { StackFrame } from "./stack";
import type { WindowPreset } from "./window-presets";

export interface CornerTextsProps {
  study: ViewedStudy;
  series: ViewedSeries;
  frame: StackFrame;
  index: number;
  count: number;
  preset: WindowPreset;
  zoom: number;
}

/** Whose image this is, and which: written over it, so that a photograph of the screen says it too. */
export function CornerTexts({ study, series, frame, index, count, preset, zoom }: CornerTextsProps) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const number = index + 1;
  const counted = frame.instance.InstanceNumber;
  const isCountedOtherwise = counted !== null && counted !== number && frame.instance.NumberOfFrames === 1;
  const percent = formats.number(Math.round(zoom * 100));
  const born = formats.day(study.PatientBirthDate);
  return (
    <>
      <div className={styles.corner} data-at="top-start">
        <bdi className={styles.name}>
          {formatPersonName(study.PatientName) || <Trans>Name unknown</Trans>}
        </bdi>
        <bdi>{study.PatientID}</bdi>
        {born && (
          <span>
            {born} {study.PatientSex}
          </span>
        )}
      </div>
      <div className={styles.corner} data-at="top-end">
        <span>{formats.day(study.StudyDate)}</span>
        <bdi>{study.StudyDescription}</bdi>
        <bdi>{study.AccessionNumber}</bdi>
      </div>
      <div className={styles.corner} data-at="bottom-start">
        <bdi>{series.SeriesDescription}</bdi>
        <span>
          <Trans>
            Image {number} of {count}
          </Trans>
          {isCountedOtherwise && ` · #${counted}`}
        </span>
      </div>
      <div className={styles.corner} data-at="bottom-end">
        <span>
          {i18n._(preset.title)}
          {preset.voi && ` (${preset.voi.center} / ${preset.voi.width})`}
        </span>
        <span>{percent} %</span>
        <strong className={styles.warning}>
          <Trans>Not for primary diagnosis</Trans>
        </strong>
      </div>
    </>
  );
}
