import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type Trashed, usePurge } from "@/api/trash";
import { useProblemText } from "@/api/use-problem-text";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { notify } from "@/ui/toasts";
import { useRowName } from "./names";
import { selectionOf } from "./selected-things";

/** Asks before things in the trash go for good: the one deletion that nothing brings back. */
export function PurgeDialog({ things, onClose }: { things: readonly Trashed[]; onClose: () => void }) {
  const { t } = useLingui();
  const nameOf = useRowName();
  const problemText = useProblemText();
  const purge = usePurge();
  const [first] = things;
  const name = things.length === 1 && first ? nameOf(first) : null;
  const hasFolders = things.some((thing) => thing.kind === "folder");

  function confirm() {
    purge.mutate(selectionOf(things), {
      onSuccess: () => {
        onClose();
        notify({ title: name ? t`“${name}” is gone for good` : t`${things.length} items are gone for good` });
      },
    });
  }

  return (
    <ConfirmDialog
      title={
        name ? (
          <Trans>Delete “{name}” for good?</Trans>
        ) : (
          <Plural value={things.length} one="Delete # item for good?" other="Delete # items for good?" />
        )
      }
      isOpen
      onClose={onClose}
      onConfirm={confirm}
      confirmLabel={<Trans>Delete for good</Trans>}
      kind="danger"
      isPending={purge.isPending}
    >
      <p>
        {hasFolders ? (
          <Trans>
            With everything that lay in it. Nobody can bring it back, not even your administrator.
          </Trans>
        ) : (
          <Trans>Nobody can bring it back, not even your administrator.</Trans>
        )}{" "}
        <Trans>What also lies in another of your folders stays there.</Trans>
      </p>
      {purge.error && (
        <NoticeBox tone="danger" role="alert">
          {problemText(purge.error).title}
        </NoticeBox>
      )}
    </ConfirmDialog>
  );
}
