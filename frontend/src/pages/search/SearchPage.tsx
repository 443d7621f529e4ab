import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FolderPlus, SearchX } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useAddStudies } from "@/api/folders";
import { useMe } from "@/api/session";
import { type FoundStudy, type StudySearch, studySearchOptions } from "@/api/studies";
import { useProblemText } from "@/api/use-problem-text";
import { SelectFolderDialog } from "@/folder-browser/SelectFolderDialog";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { notify } from "@/ui/toasts";
import { paths } from "../paths";
import { elsewhere } from "../row-address";
import { FoundStudies } from "./FoundStudies";
import { SearchForm } from "./SearchForm";
import styles from "./SearchPage.module.css";
import { useSettled } from "./use-settled";

const anything: StudySearch = { patientName: "", patientId: "", from: null, to: null };
/** A pause in typing this long means that the word is meant. */
const typingPause = 300;

/** Patient Studies: find studies, select many, lay them into a folder. */
export function SearchPage() {
  const { t } = useLingui();
  const root = useMe().root_folder_id;
  const problemText = useProblemText();
  const [search, setSearch] = useState(anything);
  const settled = useSettled(search, typingPause);
  const query = useInfiniteQuery({ ...studySearchOptions(settled), placeholderData: (before) => before });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isSelecting, setSelecting] = useState(false);
  const add = useAddFound(() => setSelected(new Set()));
  useEffect(() => {
    document.title = t`Search – Filmjacket`;
  }, [t]);

  const studies = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  // Only what is still found can be added
  const chosen = studies.filter((study) => selected.has(study.id));

  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>
          <Trans>Patient Studies</Trans>
        </h1>
        <SearchForm search={search} onChange={setSearch} onReset={() => setSearch(anything)} />
      </header>
      {query.error && !query.data ? (
        <Failed error={problemText(query.error)} onRetry={() => void query.refetch()} />
      ) : studies.length === 0 && query.isSuccess ? (
        <NothingFound isNarrowed={settled !== anything} onReset={() => setSearch(anything)} />
      ) : (
        <FoundStudies
          studies={studies}
          isLoading={query.isPending}
          isStale={query.isPlaceholderData}
          hasMore={query.hasNextPage}
          onMore={() => {
            if (!query.isFetchingNextPage) void query.fetchNextPage();
          }}
          selected={selected}
          onSelect={setSelected}
        />
      )}
      <footer className={styles.footer}>
        <span className={styles.count} aria-live="polite">
          {chosen.length > 0 ? (
            <Plural value={chosen.length} one="# study selected" other="# studies selected" />
          ) : (
            query.isSuccess &&
            (query.hasNextPage ? (
              <Trans>More than {studies.length} studies</Trans>
            ) : (
              <Plural value={studies.length} one="# study" other="# studies" />
            ))
          )}
        </span>
        <Button
          kind="primary"
          icon={<FolderPlus aria-hidden="true" />}
          isDisabled={chosen.length === 0}
          isPending={add.isPending}
          onPress={() => setSelecting(true)}
        >
          <Trans>Add to folder…</Trans>
        </Button>
      </footer>
      {isSelecting && (
        <SelectFolderDialog
          startIn={root}
          elsewhere={elsewhere}
          selectLabel={t`Select and add`}
          onSelect={(folder) => {
            setSelecting(false);
            add.run(folder, chosen);
          }}
          onClose={() => setSelecting(false)}
        />
      )}
    </main>
  );
}

/** Lays studies into a folder and says what has been added, and what was there already. */
function useAddFound(onAdded: () => void) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const mutation = useAddStudies();
  const run = (folder: { id: string; name: string }, studies: readonly FoundStudy[]) =>
    mutation.mutate(
      { folderId: folder.id, studyIds: studies.map((study) => study.id) },
      {
        onSuccess: ({ added, present }) => {
          onAdded();
          notify({
            title:
              added.length > 0
                ? t`Added to “${folder.name}”`
                : t`Nothing to add: all of it is in “${folder.name}” already`,
            detail: (
              <>
                {added.length > 0 && (
                  <Plural value={added.length} one="# study added." other="# studies added." />
                )}{" "}
                {present.length > 0 && (
                  <Plural
                    value={present.length}
                    one="# study was there already."
                    other="# studies were there already."
                  />
                )}
              </>
            ),
            tone: added.length > 0 ? "success" : "plain",
            actions: [
              { label: t`Open folder`, onPress: () => void navigate({ href: paths.folder(folder.id) }) },
            ],
          });
        },
        onError: (error) => notify({ title: problemText(error).title, tone: "danger" }),
      },
    );
  return { run, isPending: mutation.isPending };
}

function Failed({
  error,
  onRetry,
}: {
  error: { title: string; detail: string | undefined; isOffline: boolean };
  onRetry: () => void;
}) {
  return (
    <div className={styles.whole}>
      <ErrorState title={error.title} detail={error.detail} isOffline={error.isOffline} onRetry={onRetry} />
    </div>
  );
}

function NothingFound({ isNarrowed, onReset }: { isNarrowed: boolean; onReset: () => void }) {
  return (
    <div className={styles.whole}>
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title={isNarrowed ? <Trans>No study fits</Trans> : <Trans>There are no studies yet</Trans>}
        actions={
          isNarrowed && (
            <Button onPress={onReset}>
              <Trans>Show all studies</Trans>
            </Button>
          )
        }
      >
        {isNarrowed ? (
          <Trans>Try fewer letters of the name, another spelling, or a wider range of dates.</Trans>
        ) : (
          <Trans>
            As soon as studies have been uploaded or have arrived by an upload link, they can be found here.
          </Trans>
        )}
      </EmptyState>
    </div>
  );
}
