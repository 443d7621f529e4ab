import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { FileText, Folder, Layers, Trash2, Undo2 } from "lucide-react";
import { useRef, useState } from "react";
import { type Trashed, trashOptions, useRestore } from "@/api/trash";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { Skeleton } from "@/ui/Skeleton";
import { notify } from "@/ui/toasts";
import { useRowName } from "./names";
import { PurgeDialog } from "./PurgeDialog";
import { selectionOf } from "./selected-things";
import styles from "./TrashView.module.css";
import { useFocusAfterRemoval } from "./use-focus-after-removal";

/** What was deleted in the last 30 days: where it was, until when it stays, and the way back. */
export function TrashView() {
  const { t } = useLingui();
  const problemText = useProblemText();
  const trash = useInfiniteQuery(trashOptions);
  const [purging, setPurging] = useState<Trashed | null>(null);
  const around = useRef<HTMLDivElement>(null);
  const noteFocus = useFocusAfterRemoval(around);

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
  const things = trash.data.pages.flatMap((page) => page.items);
  if (things.length === 0) {
    return (
      <div ref={around} className={styles.whole} tabIndex={-1}>
        <EmptyState icon={<Trash2 aria-hidden="true" />} title={<Trans>The trash is empty</Trans>}>
          <Trans>What you delete stays here for 30 days and can be brought back.</Trans>
        </EmptyState>
      </div>
    );
  }
  return (
    <div ref={around} className={styles.scroller} tabIndex={-1} onFocusCapture={noteFocus}>
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
              <Trans>Goes for good on</Trans>
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {things.map((thing) => (
            <TrashedRow key={`${thing.kind}:${thing.id}`} thing={thing} onPurge={() => setPurging(thing)} />
          ))}
        </tbody>
      </table>
      {trash.hasNextPage && (
        <div className={styles.more}>
          <Button isPending={trash.isFetchingNextPage} onPress={() => void trash.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
          {trash.isFetchNextPageError && <span role="alert">{problemText(trash.error).title}</span>}
        </div>
      )}
      {purging && <PurgeDialog things={[purging]} onClose={() => setPurging(null)} />}
    </div>
  );
}

const icons = { folder: Folder, study: Layers, document: FileText };

function TrashedRow({ thing, onPurge }: { thing: Trashed; onPurge: () => void }) {
  const { t } = useLingui();
  const formats = useFormats();
  const problemText = useProblemText();
  const name = useRowName()(thing);
  const restore = useRestore();
  const Icon = icons[thing.kind];

  function bringBack() {
    restore.mutateAsync(selectionOf([thing])).then(
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
        <span className={styles.summary}>
          <Trans>Goes for good on</Trans>{" "}
          <time dateTime={thing.purged_after}>{formats.lastDay(thing.purged_after)}</time>
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
        <IconButton label={t`Delete ${name} for good`} onPress={onPurge}>
          <Trash2 />
        </IconButton>
      </td>
    </tr>
  );
}
