import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import type { ViewedSeries } from "@/api/viewing";
import styles from "./SeriesList.module.css";
import { SeriesThumbnail } from "./SeriesThumbnail";

export interface SeriesListProps {
  studyId: string;
  series: readonly ViewedSeries[];
  shownId: string | undefined;
  onShow: (seriesId: string) => void;
}

/** The study's series with a picture of each. */
export function SeriesList({ studyId, series, shownId, onShow }: SeriesListProps) {
  const { t } = useLingui();
  return (
    <nav aria-label={t`Series`} className={styles.panel}>
      <ul className={styles.list}>
        {series.map((one) => (
          <li key={one.id}>
            <Button
              className={styles.series}
              onPress={() => onShow(one.id)}
              {...(one.id === shownId ? { "aria-current": "true" as const } : {})}
            >
              <SeriesThumbnail studyId={studyId} series={one} />
              <span className={styles.words}>
                <span className={styles.title}>
                  {one.SeriesDescription || <Trans>Series without a name</Trans>}
                </span>
                <span className={styles.facts}>
                  {[one.Modality, one.SeriesNumber].filter((part) => part !== "" && part !== null).join(" ")}
                  {" · "}
                  {one.frame_count > 0 ? (
                    <Plural value={one.frame_count} one="# image" other="# images" />
                  ) : (
                    <Plural value={one.instance_count} one="# object" other="# objects" />
                  )}
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
