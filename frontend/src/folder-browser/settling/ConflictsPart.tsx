import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { type Choice, type Conflict, conflictOptions, type Keep, useSettleConflicts } from "@/api/settling";
import { useProblemText } from "@/api/use-problem-text";
import { Button } from "@/ui/Button";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { NoticeBox } from "@/ui/NoticeBox";
import { Skeleton } from "@/ui/Skeleton";
import { notify } from "@/ui/toasts";
import { DifferencesTable } from "./DifferencesTable";
import styles from "./Settling.module.css";
import { VersionCard } from "./VersionCard";

export interface ConflictsPartProps {
  studyId: string;
  conflicts: { items: Conflict[]; total: number };
  onClose: () => void;
  /** They are settled already: another choice can still be made. */
  isSettled?: boolean;
}

/** Images that came several times with different content: which content is used, one by one or all alike. */
export function ConflictsPart({ studyId, conflicts, onClose, isSettled = false }: ConflictsPartProps) {
  const { t } = useLingui();
  const problemText = useProblemText();
  const settle = useSettleConflicts(studyId);
  const [wanted, setWanted] = useState(0);
  const { items, total } = conflicts;
  const index = Math.min(wanted, items.length - 1);
  const conflict = items[index];
  const position = index + 1;

  // The dialog may be gone when someone undoes: its own callbacks would no longer be called
  function undo(previous: readonly Choice[]) {
    settle.mutateAsync(previous).then(
      () => notify({ title: t`Turned back: these conflicts are as they were`, tone: "success" }),
      (error: unknown) => notify({ title: problemText(error).title, tone: "danger" }),
    );
  }

  function choose(wish: readonly Choice[] | Keep) {
    settle.mutate(wish, {
      onSuccess: (previous) => {
        notify({
          title:
            previous.length === 1 ? t`The conflict is settled` : t`${previous.length} conflicts are settled`,
          detail: t`What is not used stays kept and can be used again.`,
          actions: [{ label: t`Undo`, onPress: () => undo(previous) }],
        });
        if (!isSettled && previous.length >= total) onClose();
      },
    });
  }

  return (
    <div className={styles.part}>
      {!isSettled && (
        <p>
          <Trans>
            The same image came more than once, with different content. The first stays in use until you
            decide. Nothing is deleted, whatever you choose.
          </Trans>
        </p>
      )}
      {total > 1 && (
        <div className={styles.several}>
          <div className={styles.steps}>
            <IconButton label={t`Previous conflict`} onPress={() => setWanted(Math.max(0, index - 1))}>
              <ChevronLeft className={styles.arrow} />
            </IconButton>
            <span role="status">{t`${position} of ${total}`}</span>
            <IconButton
              label={t`Next conflict`}
              onPress={() => setWanted(Math.min(items.length - 1, index + 1))}
            >
              <ChevronRight className={styles.arrow} />
            </IconButton>
          </div>
          {!isSettled && (
            <div className={styles.choices}>
              <Button size="small" onPress={() => choose("first")} isPending={settle.isPending}>
                <Plural value={total} one="Use the first" other="Use the first for all #" />
              </Button>
              <Button size="small" onPress={() => choose("latest")} isPending={settle.isPending}>
                <Plural value={total} one="Use the latest" other="Use the latest for all #" />
              </Button>
            </div>
          )}
        </div>
      )}
      {settle.error && (
        <NoticeBox tone="danger" role="alert">
          {problemText(settle.error).title}
        </NoticeBox>
      )}
      {conflict && (
        <OneConflict
          key={conflict.id}
          studyId={studyId}
          conflict={conflict}
          isPending={settle.isPending}
          onUse={(sha256) => choose([{ conflict_id: conflict.id, use: sha256, open: [] }])}
        />
      )}
    </div>
  );
}

interface OneConflictProps {
  studyId: string;
  conflict: Conflict;
  isPending: boolean;
  onUse: (sha256: string) => void;
}

function OneConflict({ studyId, conflict, isPending, onUse }: OneConflictProps) {
  const { t } = useLingui();
  const problemText = useProblemText();
  const detail = useQuery(conflictOptions(studyId, conflict.id));
  const number = conflict.InstanceNumber;
  const series = conflict.SeriesDescription || conflict.Modality;
  const versions =
    detail.data?.versions ?? conflict.versions.map((version) => ({ ...version, frame_count: null }));
  const hasPictures = versions.every((version) => version.frame_count !== 0);
  return (
    <section className={styles.conflict} aria-label={number === null ? t`Image` : t`Image ${number}`}>
      <h3 className={styles.heading}>
        {number === null ? <Trans>Image without a number</Trans> : <Trans>Image {number}</Trans>}
        {series && (
          <span className={styles.quiet}>
            {" · "}
            <bdi>{series}</bdi>
          </span>
        )}
      </h3>
      <div className={styles.pair}>
        {versions.map((version, index) => (
          <VersionCard
            key={version.sha256}
            studyId={studyId}
            conflictId={conflict.id}
            version={version}
            index={index}
            count={versions.length}
            isPending={isPending}
            isSettled={!conflict.is_open}
            onUse={() => onUse(version.sha256)}
          />
        ))}
      </div>
      {detail.isError && <ErrorState {...problemText(detail.error)} onRetry={() => detail.refetch()} />}
      {detail.isPending && <Skeleton width="70%" />}
      {detail.data && (
        <>
          {hasPictures && (
            <p>
              {detail.data.same_pixels ? (
                <Trans>
                  The picture itself is the same in all, bit for bit: only what is written about it differs.
                </Trans>
              ) : (
                <Trans>The pictures themselves are not the same.</Trans>
              )}
            </p>
          )}
          <DifferencesTable differences={detail.data.differences} count={versions.length} />
        </>
      )}
    </section>
  );
}
