import { Trans, useLingui } from "@lingui/react/macro";
import { CloudOff, FolderOpen, SearchX } from "lucide-react";
import type { Folder } from "@/api/folders";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { actions, type Hands, type Situation } from "./actions";
import styles from "./FolderBrowser.module.css";
import { sharedPlace } from "./places";
import type { Listing } from "./tree";

/** The folder can't be read. */
export function FailedFolder({
  listing,
  onRetry,
}: {
  listing: Extract<Listing, { state: "failed" }>;
  onRetry: () => void;
}) {
  const text = useProblemText()(listing.error);
  return (
    <div className={styles.whole}>
      <ErrorState title={text.title} detail={text.detail} isOffline={text.isOffline} onRetry={onRetry} />
    </div>
  );
}

/** Nothing in here yet: says what could be, and offers the first steps out of the same list of actions. */
export function EmptyFolder({ folder, hands }: { folder: Folder; hands: Hands }) {
  const { i18n } = useLingui();
  const situation: Situation = { selection: [], folder, activeLinks: [] };
  const offered = actions.filter(
    (action) =>
      ["new-folder", "upload", "share-upload-folder"].includes(action.id) &&
      action.enabled(situation) === true,
  );
  return (
    <div className={styles.overlay}>
      <EmptyState
        icon={<FolderOpen aria-hidden="true" />}
        title={
          folder.id === sharedPlace ? (
            <Trans>Nothing is shared with you</Trans>
          ) : folder.parent_id === null && folder.is_own ? (
            <Trans>You have no folders yet</Trans>
          ) : (
            <Trans>This folder is empty</Trans>
          )
        }
        actions={offered.map((action) => {
          const Icon = action.icon;
          return (
            <Button
              key={action.id}
              icon={<Icon aria-hidden="true" />}
              onPress={() => action.run(situation, hands)}
            >
              {i18n._(action.title)}
            </Button>
          );
        })}
      >
        {folder.id === sharedPlace ? (
          <Trans>Folders that colleagues share with you appear here.</Trans>
        ) : folder.parent_id === null && folder.is_own ? (
          <Trans>
            Make one for a patient, a clinic or a question, and collect studies and documents in it.
          </Trans>
        ) : (
          <Trans>
            Upload studies and documents, or share it as an upload folder so that someone sends them.
          </Trans>
        )}
      </EmptyState>
    </div>
  );
}

/** The folder is not empty; only nothing in it is as asked. */
export function NoMatch({ filter, onClear }: { filter: string; onClear: () => void }) {
  return (
    <div className={styles.overlay}>
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title={<Trans>Nothing here matches “{filter}”</Trans>}
        actions={
          <Button onPress={onClear}>
            <Trans>Clear the filter</Trans>
          </Button>
        }
      >
        <Trans>
          Every word must occur in the name, patient ID, description, accession number or a date of an item in
          this folder.
        </Trans>
      </EmptyState>
    </div>
  );
}

export function StaleBanner({ error, readAt }: { error: Error; readAt: number }) {
  const formats = useFormats();
  const text = useProblemText()(error);
  const time = formats.recent(new Date(readAt).toISOString());
  return (
    <div className={styles.stale} role="status">
      <CloudOff aria-hidden="true" />
      <span>
        {text.isOffline ? (
          <Trans>
            No connection. You see the state of {time}; it goes on by itself as soon as the connection is
            back.
          </Trans>
        ) : (
          text.title
        )}
      </span>
    </div>
  );
}
