import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from "react";
import type { Row } from "@/api/content";
import type { Folder } from "@/api/folders";
import { meOptions } from "@/api/session";
import styles from "./FolderBrowser.module.css";
import { FoldersView } from "./FoldersView";
import type { Navigation } from "./navigation";
import { PlaceTabs } from "./PlaceTabs";
import { type PlaceId, sharedPlace } from "./places";

const TrashView = lazy(async () => ({ default: (await import("./TrashView")).TrashView }));

/** What the host's footer may know. */
export interface BrowserState {
  /** The folder being shown; undefined while it loads. */
  folder: Folder | undefined;
  selection: readonly Row[];
}

export interface FolderBrowserProps {
  /** Which folder is shown, and where the ways out of the view lead. */
  navigation: Navigation;
  /** Why the host can't use a row, in words; undefined if it can. All rows can be used by default. */
  unavailable?: (row: Row) => string | undefined;
  /** The host's own buttons, below everything. */
  footer?: (state: BrowserState) => ReactNode;
}

/**
 * The folder view: the same in the Folders section and in every Select Folder form. It has no modes; a host differs only in
 * what it passes here.
 */
export function FolderBrowser(props: FolderBrowserProps) {
  const { t } = useLingui();
  const { navigation } = props;
  const { folderId, openFolder } = navigation;
  const section = useRef<HTMLElement>(null);
  const [trashFrom, setTrashFrom] = useState<string | null>(null);
  const [isOwn, setOwn] = useState(true);
  const rootId = useQueryClient().getQueryData(meOptions.queryKey)?.root_folder_id;
  // Whoever goes to another folder, by Back as well, wants to see it
  const place = trashFrom === folderId ? "trash" : folderId === sharedPlace ? "shared" : "folders";

  const within: Navigation = useMemo(
    () => ({
      ...navigation,
      openFolder: (id) => {
        setTrashFrom(null);
        openFolder(id);
      },
    }),
    [navigation, openFolder],
  );

  function show(next: PlaceId) {
    setTrashFrom(next === "trash" ? folderId : null);
    if (next === "shared" && place !== "shared") openFolder(sharedPlace);
    // From a colleague's folder the way home leads to one's own
    if (next === "folders" && (place === "shared" || !isOwn) && rootId !== undefined) openFolder(rootId);
  }

  return (
    <section ref={section} className={styles.browser} aria-label={t`Folders`}>
      <PlaceTabs
        label={t`Places`}
        places={[
          { id: "folders", title: t`My Folders` },
          { id: "shared", title: t`Shared With Me` },
          { id: "trash", title: t`Trash` },
        ]}
        current={place === "folders" && !isOwn ? "shared" : place}
        onChange={show}
      >
        {place === "trash" ? (
          <>
            <Suspense>
              <TrashView />
            </Suspense>
            {props.footer?.({ folder: undefined, selection: [] })}
          </>
        ) : (
          <FoldersView
            {...props}
            navigation={within}
            section={section}
            onFolder={(folder) => {
              if (folder.id === navigation.folderId) setOwn(folder.is_own);
            }}
          />
        )}
      </PlaceTabs>
    </section>
  );
}
