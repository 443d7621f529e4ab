import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Row } from "@/api/content";
import { type Consequences, consequencesOptions, useMoveToTrash, useRestore } from "@/api/trash";
import { useProblemText } from "@/api/use-problem-text";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { Skeleton } from "@/ui/Skeleton";
import { notify } from "@/ui/toasts";
import styles from "./MoveToTrashDialog.module.css";
import { useRowName } from "./names";
import { selectionOf } from "./selected-things";

/** Says what a deletion takes along, moves it to the trash, and offers to undo it. */
export function MoveToTrashDialog({ rows, onClose }: { rows: readonly Row[]; onClose: () => void }) {
  const { t } = useLingui();
  const nameOf = useRowName();
  const problemText = useProblemText();
  const selection = selectionOf(rows);
  const consequences = useQuery(consequencesOptions(selection));
  const move = useMoveToTrash();
  const restore = useRestore();
  const [first] = rows;
  const name = rows.length === 1 && first ? nameOf(first) : null;

  // The dialog is long gone when someone undoes: its own callbacks would no longer be called
  function undo() {
    restore.mutateAsync(selection).then(
      () => notify({ title: t`Brought back from the trash`, tone: "success" }),
      (error: unknown) => notify({ title: problemText(error).title, tone: "danger" }),
    );
  }

  function confirm() {
    move.mutate(selection, {
      onSuccess: () => {
        onClose();
        notify({
          title: name ? t`“${name}” is in the trash now` : t`${rows.length} items are in the trash now`,
          detail: t`It can be brought back for 30 days.`,
          actions: [{ label: t`Undo`, onPress: undo }],
        });
      },
    });
  }

  const failure = move.error ?? consequences.error;
  return (
    <ConfirmDialog
      title={
        name ? (
          <Trans>Delete “{name}”?</Trans>
        ) : (
          <Plural value={rows.length} one="Delete # item?" other="Delete # items?" />
        )
      }
      isOpen
      onClose={onClose}
      onConfirm={confirm}
      confirmLabel={<Trans>Delete</Trans>}
      kind="danger"
      isPending={move.isPending}
    >
      <div className={styles.body}>
        {consequences.isPending ? (
          <>
            <Skeleton width="80%" />
            <Skeleton width="60%" />
          </>
        ) : (
          consequences.data && <WhatGoes consequences={consequences.data} />
        )}
        {failure && (
          <NoticeBox tone="danger" role="alert">
            {problemText(failure).title}
          </NoticeBox>
        )}
        <p className={styles.quiet}>
          <Trans>Everything stays in the trash for 30 days and can be brought back from there.</Trans>
        </p>
      </div>
    </ConfirmDialog>
  );
}

function WhatGoes({ consequences }: { consequences: Consequences }) {
  const { folders, studies, documents, studies_nowhere_else: lastPlaces, active_links: links } = consequences;
  const { i18n } = useLingui();
  const { colleagues } = consequences;
  const names = new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(colleagues);
  return (
    <>
      <ul className={styles.list}>
        {folders > 0 && (
          <li>
            <Plural value={folders} one="# folder" other="# folders, with all below them" />
          </li>
        )}
        {studies > 0 && (
          <li>
            <Plural value={studies} one="# study" other="# studies" />
            {lastPlaces > 0 && (
              <>
                {": "}
                <Plural
                  value={lastPlaces}
                  one="# of them is in no other folder"
                  other="# of them are in no other folder"
                />
              </>
            )}
          </li>
        )}
        {documents > 0 && (
          <li>
            <Plural value={documents} one="# document" other="# documents" />
          </li>
        )}
      </ul>
      {links > 0 && (
        <NoticeBox tone="warning">
          <Plural
            value={links}
            one="# active upload link will stop working: its recipient can no longer upload."
            other="# active upload links will stop working: their recipients can no longer upload."
          />
        </NoticeBox>
      )}
      {colleagues.length > 0 && (
        <NoticeBox tone="warning">
          <Plural
            value={colleagues.length}
            one={
              <Trans>
                <bdi>{names}</bdi> will lose access to what is shared with them here.
              </Trans>
            }
            other={
              <Trans>
                <bdi>{names}</bdi> will lose access to what is shared with them here.
              </Trans>
            }
          />
        </NoticeBox>
      )}
    </>
  );
}
