import { Trans, useLingui } from "@lingui/react/macro";
import { FileQuestion } from "lucide-react";
import type { ReactNode } from "react";
import { type Version, versionThumbnailAddress } from "@/api/settling";
import { useFormats } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { SentBy } from "./SentBy";
import styles from "./Settling.module.css";

export interface VersionCardProps {
  studyId: string;
  conflictId: string;
  /** `frame_count` is null until it is known. */
  version: Omit<Version, "frame_count"> & { frame_count: number | null };
  index: number;
  count: number;
  isPending: boolean;
  /** It was chosen before: what is in use needs no button. */
  isSettled: boolean;
  onUse: () => void;
}

/** One content of an image: its picture, who sent it when, and the button that uses it. */
export function VersionCard({
  studyId,
  conflictId,
  version,
  index,
  count,
  isPending,
  isSettled,
  onUse,
}: VersionCardProps) {
  const formats = useFormats();
  const title = useVersionTitle()(index, count);
  return (
    <article className={styles.card} data-used={version.in_use || undefined} aria-label={title}>
      <header className={styles.cardHead}>
        <h4>{title}</h4>
        {version.in_use && (
          <Badge tone="info">
            <Trans>In use</Trans>
          </Badge>
        )}
      </header>
      {version.frame_count === 0 ? (
        <div className={styles.noPicture}>
          <FileQuestion aria-hidden="true" />
          <Trans>No picture in it</Trans>
        </div>
      ) : (
        <img
          className={styles.picture}
          src={versionThumbnailAddress(studyId, conflictId, version.sha256)}
          alt={title}
          width={256}
          height={256}
        />
      )}
      <dl className={styles.facts}>
        <Fact label={<Trans>Arrived</Trans>}>{formats.moment(version.arrived_at)}</Fact>
        <Fact label={<Trans>Sent by</Trans>}>
          <SentBy senders={version.senders} />
        </Fact>
        <Fact label={<Trans>Size</Trans>}>{formats.size(version.size)}</Fact>
      </dl>
      {!(isSettled && version.in_use) && (
        <Button kind={version.in_use ? "secondary" : "primary"} onPress={onUse} isPending={isPending}>
          <UseLabel index={index} count={count} isUsed={version.in_use} />
        </Button>
      )}
    </article>
  );
}

function UseLabel({ index, count, isUsed }: { index: number; count: number; isUsed: boolean }) {
  if (index === 0) return isUsed ? <Trans>Keep the first</Trans> : <Trans>Use the first</Trans>;
  if (count > 2) return isUsed ? <Trans>Keep this one</Trans> : <Trans>Use this one</Trans>;
  return isUsed ? <Trans>Keep the other</Trans> : <Trans>Use the other</Trans>;
}

export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What a version is called: by the order in which they came. */
export function useVersionTitle(): (index: number, count: number) => string {
  const { t } = useLingui();
  return (index, count) => {
    if (index === 0) return t`Came first`;
    const place = index + 1;
    return count === 2 ? t`Came later` : t`Came as number ${place}`;
  };
}
