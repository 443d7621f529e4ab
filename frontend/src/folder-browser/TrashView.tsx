import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { FileText, Folder, Layers, Trash2, Undo2 } from "lucide-react";
import { type Trashed, trashOptions, useRestore } from "@/api/trash";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";
import { notify } from "@/ui/toasts";
import { useRowName } from "./names";
import styles from "./TrashView.module.css";

/** What was deleted in the last 30 days: where it was, until when it stays, and the way back. */
export function TrashView() {
  const { t } = useLingui();
  const problemText = useProblemText();
  const trash = useQuery(trashOptions);

  if (trash.isPending) {
    return (
      <div className={styles.waiting}>
        <Skeleton width="40%" />
        <Skeleton width="55%" />
        <Skeleton width="35%" />
      </div>
    );
  }
  if (trash.error && !trash.data) {
    const text = problemText(trash.error);
    return (
      <div className={styles.whole}>
        <ErrorState
          title={text.title}
          detail={text.detail}
          isOffline={text.isOffline}
          onRetry={() => void trash.refetch()}
        />
      </div>
    );
  }
  if (trash.data.length === 0) {
    return (
      <div className={styles.whole}>
        <EmptyState icon={<Trash2 aria-hidden="true" />} title={<Trans>The trash is empty</Trans>}>
          <Trans>What you delete stays here for 30 days and can be brought back.</Trans>
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={styles.scroller}>
      <table className={styles.table} aria-label={t`Trash`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Name</Trans>
            </th>
            <th scope="col">
              <Trans>Was in</Trans>
            </th>
            <th scope="col">
              <Trans>Deleted</Trans>
            </th>
            <th scope="col">
              <Trans>Stays until</Trans>
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {trash.data.map((thing) => (
            <TrashedRow key={`${thing.kind}:${thing.id}`} thing={thing} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const icons = { folder: Folder, study: Layers, document: FileText };

function TrashedRow({ thing }: { thing: Trashed }) {
  const { t } = useLingui();
  const formats = useFormats();
  const problemText = useProblemText();
  const name = useRowName()(thing);
  const restore = useRestore();
  const Icon = icons[thing.kind];

  function bringBack() {
    const isFolder = thing.kind === "folder";
    restore
      .mutateAsync({ folder_ids: isFolder ? [thing.id] : [], entry_ids: isFolder ? [] : [thing.id] })
      .then(
        () => notify({ title: t`“${name}” is back where it was`, tone: "success" }),
        (error: unknown) => notify({ title: problemText(error).title, tone: "danger" }),
      );
  }

  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>
          <Icon aria-hidden="true" data-kind={thing.kind} />
          <bdi>{name}</bdi>
        </span>
      </th>
      <td>{thing.location || t`My Folders`}</td>
      <td>
        <time dateTime={thing.trashed_at}>{formats.recent(thing.trashed_at)}</time>
      </td>
      <td>
        <time dateTime={thing.purged_after}>{formats.lastDay(thing.purged_after)}</time>
      </td>
      <td className={styles.action}>
        <Button
          size="small"
          kind="quiet"
          icon={<Undo2 aria-hidden="true" />}
          isPending={restore.isPending}
          onPress={bringBack}
          aria-label={t`Bring back ${name}`}
        >
          <Trans>Bring back</Trans>
        </Button>
      </td>
    </tr>
  );
}
