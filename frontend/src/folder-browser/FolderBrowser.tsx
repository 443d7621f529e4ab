import { useLingui } from "@lingui/react/macro";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Row } from "@/api/content";
import type { Folder } from "@/api/folders";
import styles from "./FolderBrowser.module.css";
import { FoldersView } from "./FoldersView";
import type { Navigation } from "./navigation";
import { PlaceTabs } from "./PlaceTabs";

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
  const [place, setPlace] = useState<"folders" | "trash">("folders");
  return (
    <section className={styles.browser} aria-label={t`Folders`}>
      <PlaceTabs
        label={t`Places`}
        places={[
          { id: "folders", title: t`My Folders` },
          { id: "trash", title: t`Trash` },
        ]}
        current={place}
        onChange={setPlace}
      >
        {place === "folders" ? (
          <FoldersView {...props} />
        ) : (
          <>
            <Suspense>
              <TrashView />
            </Suspense>
            {props.footer?.({ folder: undefined, selection: [] })}
          </>
        )}
      </PlaceTabs>
    </section>
  );
}
