import { useLingui } from "@lingui/react/macro";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { lazy, type RefObject, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Row } from "@/api/content";
import type { Folder } from "@/api/folders";
import { meOptions } from "@/api/session";
import type { TrashSelection } from "@/api/trash";
import { withWords } from "@/i18n/language-store";
import { forgetInterruptedShare, interruptedShare } from "@/sharing/kept-drafts";
import { Breadcrumbs } from "@/ui/Breadcrumbs";
import type { Point } from "@/ui/ContextMenu";
import { Skeleton } from "@/ui/Skeleton";
import type { Asked } from "./ActionDialog";
import { actionForKey, type Hands, type Situation } from "./actions";
import { useHeld } from "./carrying/held";
import type { Errand } from "./Errands";
import type { FolderBrowserProps } from "./FolderBrowser";
import styles from "./FolderBrowser.module.css";
import { ShareMark } from "./FolderRow";
import { EmptyFolder, FailedFolder, NoMatch, StaleBanner } from "./FolderStates";
import { useFolderName } from "./names";
import { placeMemory } from "./place-memory";
import { sharedPlace } from "./places";
import { usePreview } from "./preview/use-preview";
import { StatusLine } from "./StatusLine";
import { selectionOf } from "./selected-things";
import { nothing, only } from "./selection";
import { Toolbar } from "./Toolbar";
import { TreeGrid } from "./TreeGrid";
import { keyOf } from "./tree";
import type { Carrying } from "./use-carrying";
import { useFocusHome } from "./use-focus-home";
import { useFolderView } from "./use-folder-view";

const allAvailable = () => undefined;

// The first look at a folder needs no dialogs; they are fetched as soon as it is there
const loadDialogs = () => import("./ActionDialog");
const ActionDialog = lazy(async () => ({ default: (await loadDialogs()).ActionDialog }));
const ActionMenu = lazy(async () => ({ default: (await import("./ActionMenu")).ActionMenu }));
const ViewBar = lazy(async () => ({ default: (await import("./ViewBar")).ViewBar }));
const PreviewPanel = lazy(async () => {
  const { PreviewPanel } = await withWords("details", import("./preview/PreviewPanel"));
  return { default: PreviewPanel };
});
const Carriage = lazy(async () => {
  const { Carriage } = await withWords("details", import("./carrying/Carriage"));
  return { default: Carriage };
});
const Errands = lazy(async () => ({ default: (await import("./Errands")).Errands }));

/** The form over which the session had ended. */
function askedBefore(client: QueryClient): Asked | null {
  const folder = interruptedShare(client);
  return folder && { kind: "share", folder };
}

/** The tree with its place, its toolbar, its menu and dialogs. */
export function FoldersView({
  navigation,
  unavailable = allAvailable,
  footer,
  onFolder,
  section,
}: FolderBrowserProps & {
  onFolder?: (folder: Folder) => void;
  /** The whole view's element, with the tabs: onto these, too, something can be dragged. */
  section: RefObject<HTMLElement | null>;
}) {
  const { t } = useLingui();
  const view = useFolderView(navigation.folderId);
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(() => askedBefore(client));
  useEffect(() => forgetInterruptedShare(client), [client]);
  const [errand, setErrand] = useState<Errand | null>(null);
  const [menuAt, setMenuAt] = useState<Point | null>(null);
  const split = useRef<HTMLDivElement>(null);
  const preview = usePreview(split);
  useFocusHome(asked !== null, split);
  const folderName = useFolderName();
  // Whoever has moved with the view's own means goes on with the keyboard where they were
  const rootId = client.getQueryData(meOptions.queryKey)?.root_folder_id;
  const root = rootId === undefined ? undefined : { id: rootId, name: "" };
  const memory = placeMemory(navigation.folderId);
  const comingFrom = useRef<string | null>(memory.opened);

  const isShown = view.listing.state !== "loading";
  useEffect(() => {
    if (isShown) void loadDialogs();
  }, [isShown]);
  useEffect(() => {
    placeMemory(navigation.folderId).opened = null;
  }, [navigation.folderId]);

  const content = view.listing.state === "ready" ? view.listing.content : undefined;
  const folder = content?.folder;
  useEffect(() => {
    if (folder) onFolder?.(folder);
  }, [folder, onFolder]);
  const situation: Situation | undefined = useMemo(
    () =>
      content && { selection: view.selectedRows, folder: content.folder, activeLinks: content.activeLinks },
    [content, view.selectedRows],
  );

  const openFolder = useCallback(
    (id: string) => {
      const crumbs = folder?.breadcrumbs ?? [];
      const below = crumbs[crumbs.findIndex((crumb) => crumb.id === id) + 1];
      comingFrom.current = below ? `folder:${below.id}` : "";
      navigation.openFolder(id);
    },
    [folder, navigation],
  );
  const open = useCallback(
    (row: Row, seriesId?: string) => {
      if (row.kind === "folder") {
        openFolder(row.id);
        return;
      }
      placeMemory(navigation.folderId).opened = keyOf(row);
      navigation.openViewer(row, seriesId);
    },
    [openFolder, navigation],
  );

  const folderOf = (row: Row) => view.lines.row(keyOf(row))?.folderId;
  const carryOut = (carrying: Carrying) => setErrand({ kind: "carry", carrying });
  const download = (selection: TrashSelection) => setErrand({ kind: "download", selection });
  const hands: Hands = {
    newFolder: (parent) => setAsked({ kind: "new-folder", parent }),
    rename: (named) => setAsked({ kind: "rename", folder: named }),
    chooseTarget: (carry, rows) => setAsked({ kind: "target", carry, rows }),
    move: (rows, target) => carryOut({ carry: "move", rows, target }),
    copy: (rows, target) => carryOut({ carry: "copy", rows, target }),
    trash: (rows) => setAsked({ kind: "trash", rows }),
    share: (shared) => setAsked({ kind: "share", folder: shared }),
    shareWithColleague: (shared) => setAsked({ kind: "colleague", folder: shared }),
    showLinks: (shared) => setAsked({ kind: "links", folder: shared }),
    uploadInto: navigation.openUpload,
    open,
    download: (things) =>
      download("id" in things ? { folder_ids: [things.id], entry_ids: [] } : selectionOf(things)),
    settle: (row) => setAsked({ kind: "settle", row }),
    refresh: view.refresh,
  };

  const kept = useHeld("kept");
  const dragged = useHeld("dragged");
  const held = useMemo(
    () => ({
      keys: new Set([...(kept?.carry === "move" ? kept.rows : []), ...(dragged?.rows ?? [])].map(keyOf)),
      source: dragged?.source ?? null,
    }),
    [kept, dragged],
  );
  const scene = useMemo(
    () => (folder ? { lines: view.lines, folder, rootId } : undefined),
    [view.lines, folder, rootId],
  );

  function runShortcut(key: string): boolean {
    const action = actionForKey(key);
    if (!action || !situation || action.enabled(situation) !== true) return false;
    action.run(situation, hands);
    return true;
  }

  // From a folder that is gone there is still the way to the top
  const lost =
    view.listing.state === "failed" && root ? [root, { id: "", name: t`Not available` }] : undefined;
  // Names above what others share are theirs: the way begins with the place of all that is shared
  const shared = folder && !folder.is_own && folder.id !== sharedPlace ? [{ id: sharedPlace, name: "" }] : [];
  const crumbs = folder ? [...shared, ...folder.breadcrumbs] : lost;
  const isEmpty = content !== undefined && content.total === 0;
  return (
    <>
      <header className={styles.header}>
        <div className={styles.place}>
          {crumbs ? (
            <Breadcrumbs
              label={t`Where you are`}
              crumbs={crumbs.map((crumb) => ({ id: crumb.id, title: folderName(crumb) }))}
              onOpen={openFolder}
            />
          ) : (
            <span className={styles.placeLoading}>
              <Skeleton width="9rem" height="1rem" />
            </span>
          )}
          {content && content.activeLinks.length > 0 && <ShareMark marks={content.activeLinks} />}
        </div>
        <Toolbar situation={situation} hands={hands} />
      </header>

      <Suspense fallback={<div className={styles.viewBarPlace} />}>
        <ViewBar key={navigation.folderId} filter={view.filter} onFilter={view.setFilter} preview={preview} />
      </Suspense>

      {view.staleError && <StaleBanner error={view.staleError} readAt={view.readAt} />}

      <div ref={split} className={styles.split}>
        {view.listing.state === "failed" ? (
          <FailedFolder listing={view.listing} onRetry={view.refresh} />
        ) : (
          <div className={styles.content} data-drop-place>
            <TreeGrid
              key={navigation.folderId}
              label={folder ? t`Content of ${folderName(folder)}` : t`Content`}
              lines={view.lines}
              question={view.question}
              isSettling={view.isSettling}
              initialFocus={comingFrom}
              memory={memory}
              selection={view.selection}
              onSelect={view.select}
              sort={view.sort}
              onSort={view.setSort}
              unavailable={unavailable}
              href={navigation.href}
              onOpen={open}
              onSettle={hands.settle}
              onExpand={view.expandRow}
              onLook={view.look}
              onNeed={view.need}
              onRetry={view.retry}
              onMenu={setMenuAt}
              onShortcut={runShortcut}
              held={held}
              find={view.find}
            />
            {isEmpty && folder && view.filter === "" && <EmptyFolder folder={folder} hands={hands} />}
            {isEmpty && view.filter !== "" && !view.isSettling && (
              <NoMatch filter={view.filter} onClear={() => view.setFilter("")} />
            )}
          </div>
        )}
        {preview.isShown && view.listing.state !== "failed" && (
          <Suspense>
            <PreviewPanel
              preview={preview}
              content={content}
              selection={view.selectedRows}
              waysOn={{ open, href: navigation.href, settle: hands.settle, download: hands.download }}
            />
          </Suspense>
        )}
      </div>

      <StatusLine
        content={content}
        selection={view.selectedRows}
        sort={view.sort}
        filter={view.filter}
        onClear={() => view.select(nothing)}
        isHolding={kept !== null}
      >
        <Suspense>
          <Carriage
            section={section}
            scene={scene}
            situation={situation}
            isSelectable={(row) => unavailable(row) === undefined}
            files={navigation.files}
            onCarry={carryOut}
            onTrash={hands.trash}
            onExpand={(row) => view.expandRow(row, true)}
          />
        </Suspense>
      </StatusLine>
      {footer?.({ folder, selection: view.selectedRows })}

      {situation && menuAt && (
        <Suspense>
          <ActionMenu at={menuAt} onClose={() => setMenuAt(null)} situation={situation} hands={hands} />
        </Suspense>
      )}
      {errand && (
        <Suspense>
          <Errands
            errand={errand}
            host={{
              folderOf,
              onNameTaken: (carrying, problem) => setAsked({ kind: "keep-both", carrying, problem }),
              openFolder,
            }}
          />
        </Suspense>
      )}
      {asked && (
        <Suspense>
          <ActionDialog
            asked={asked}
            onClose={() => setAsked(null)}
            onCreated={(created) => {
              if (created.parent_id && created.parent_id !== navigation.folderId)
                view.expand(created.parent_id, true);
              view.select(only(`folder:${created.id}`));
            }}
            onCarry={carryOut}
            shownId={navigation.folderId}
            folderOf={folderOf}
            elsewhere={navigation}
            onOpenLink={navigation.openLink}
            onPrintLink={navigation.printLink}
          />
        </Suspense>
      )}
    </>
  );
}
