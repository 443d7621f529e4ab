import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { ImageOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useProblemText } from "@/api/use-problem-text";
import { studyOptions, type ViewedStudy } from "@/api/viewing";
import { formatPersonName } from "@/i18n/person-name";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Spinner } from "@/ui/Spinner";
import { SeriesList } from "./SeriesList";
import { StackView } from "./StackView";
import { StudyHeader } from "./StudyHeader";
import styles from "./StudyViewer.module.css";

/** A study: its series, and one of them as a stack. Fills its parent; dark in both themes, as reading rooms are. */
export function StudyViewer({ studyId, beginWith }: { studyId: string; beginWith?: string | undefined }) {
  const { t } = useLingui();
  const { data: study, error, refetch } = useQuery(studyOptions(studyId));
  const problem = useProblemText()(error);

  const patient = study && formatPersonName(study.PatientName);
  useEffect(() => {
    document.title = patient ? t`${patient} – Filmjacket` : t`Study – Filmjacket`;
  }, [t, patient]);

  if (study) return <Opened key={study.id} study={study} beginWith={beginWith ?? null} />;
  return (
    <div className={`${styles.viewer} ${styles.state}`}>
      {error ? (
        <ErrorState
          title={problem.title}
          detail={problem.detail}
          isOffline={problem.isOffline}
          onRetry={() => void refetch()}
        />
      ) : (
        <Spinner />
      )}
    </div>
  );
}

/** `beginWith`: the series in front; null: the first that has images. */
function Opened({ study, beginWith }: { study: ViewedStudy; beginWith: string | null }) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState(beginWith);
  const first = study.series.find((series) => series.frame_count > 0) ?? study.series[0];
  const shown = study.series.find((series) => series.id === chosen) ?? first;
  return (
    <div className={styles.viewer}>
      <StudyHeader study={study} />
      <div className={styles.body}>
        {study.series.length > 0 && (
          <SeriesList studyId={study.id} series={study.series} shownId={shown?.id} onShow={setChosen} />
        )}
        {shown ? (
          <StackView key={shown.id} study={study} series={shown} />
        ) : (
          <EmptyState icon={<ImageOff aria-hidden="true" />} title={t`This study holds nothing yet`}>
            <Trans>As soon as images arrive they appear here.</Trans>
          </EmptyState>
        )}
      </div>
    </div>
  );
}
