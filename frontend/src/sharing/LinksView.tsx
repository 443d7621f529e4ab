import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link2, SearchX } from "lucide-react";
import { useMemo, useState } from "react";
import { linkListOptions } from "@/api/links";
import { useProblemText } from "@/api/use-problem-text";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { NoticeBox } from "@/ui/NoticeBox";
import { BulkBar } from "./BulkBar";
import { LinkFilters } from "./LinkFilters";
import styles from "./LinksView.module.css";
import { LinkTable } from "./LinkTable";
import { allLinks, isNarrowed, type LinkChoice, toQuestion } from "./link-choice";
import { useDebounced } from "./use-debounced";
import { useLinkActions } from "./use-link-actions";

export interface LinksViewProps {
  /** Null: the links into all folders. */
  folderId: string | null;
  choice: LinkChoice;
  onChoose: (choice: LinkChoice) => void;
  onOpenDetails: (linkId: string) => void;
  onPrint: (linkId: string) => void;
}

/** A pause in typing this long means that the word is meant. */
const typingPause = 300;
const handful = 5;

/** Upload links with their states, filters, and what can be done with one or many of them; kept up to date. */
export function LinksView({ folderId, choice, onChoose, onOpenDetails, onPrint }: LinksViewProps) {
  const words = useDebounced(choice.words, typingPause);
  const question = toQuestion({ ...choice, words }, folderId);
  const query = useInfiniteQuery({ ...linkListOptions(question), placeholderData: (before) => before });
  const problem = useProblemText()(query.error);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const actions = useLinkActions({ onOpenDetails, onPrint });

  const links = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  // Only what is still listed can be acted on
  const chosen = useMemo(() => links.filter(({ id }) => selected.has(id)), [links, selected]);
  const isFirstLook = query.isPending;
  const nothing = query.isSuccess && links.length === 0;
  // A handful of links into one folder is seen without being narrowed
  const isHandful = folderId !== null && links.length <= handful && !query.hasNextPage && !isFirstLook;
  const hasFilters = isNarrowed(choice) || !(nothing || isHandful);

  return (
    <div className={styles.view}>
      {hasFilters && <LinkFilters choice={choice} onChoose={onChoose} hasFolders={folderId === null} />}
      {query.error && query.data && (
        <div className={styles.notice}>
          <NoticeBox tone="warning" role="status" title={problem.title}>
            <Trans>The list stands as it was last read.</Trans>
          </NoticeBox>
        </div>
      )}
      {query.error && !query.data ? (
        <div className={styles.whole}>
          <ErrorState
            title={problem.title}
            detail={problem.detail}
            isOffline={problem.isOffline}
            onRetry={() => void query.refetch()}
          />
        </div>
      ) : nothing ? (
        <div className={styles.whole}>
          <NoLinks
            isNarrowed={isNarrowed(choice)}
            isOfFolder={folderId !== null}
            onReset={() => onChoose({ ...allLinks, everyone: choice.everyone })}
          />
        </div>
      ) : (
        <LinkTable
          links={links}
          isLoading={isFirstLook}
          isStale={query.isPlaceholderData}
          hasFolders={folderId === null}
          hasOwners={choice.everyone}
          hasMore={query.hasNextPage}
          onMore={() => {
            if (!query.isFetching) void query.fetchNextPage();
          }}
          selected={selected}
          onSelect={setSelected}
          actions={actions}
        />
      )}
      {links.length > 0 && (
        <BulkBar
          chosen={chosen}
          onDone={() => setSelected(new Set())}
          count={
            query.hasNextPage ? (
              <Trans>More than {links.length} links</Trans>
            ) : (
              <Plural value={links.length} one="# link" other="# links" />
            )
          }
        />
      )}
      {actions.dialog}
    </div>
  );
}

function NoLinks({
  isNarrowed,
  isOfFolder,
  onReset,
}: {
  isNarrowed: boolean;
  isOfFolder: boolean;
  onReset: () => void;
}) {
  const { t } = useLingui();
  if (isNarrowed) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title={t`No link fits`}
        actions={
          <Button onPress={onReset}>
            <Trans>Show all links</Trans>
          </Button>
        }
      >
        <Trans>Try another view, or fewer letters of the address, the title or the folder.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Link2 aria-hidden="true" />}
      title={isOfFolder ? t`This folder has no upload links` : t`There are no upload links yet`}
    >
      {isOfFolder ? (
        <Trans>“Share an Upload Folder” makes one.</Trans>
      ) : (
        <Trans>
          Select a folder and choose “Share an Upload Folder”: whoever gets the link can send you images and
          documents without an account.
        </Trans>
      )}
    </EmptyState>
  );
}
