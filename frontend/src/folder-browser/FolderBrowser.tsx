import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import type { Row } from "@/api/content";
import type { Folder } from "@/api/folders";
import styles from "./FolderBrowser.module.css";
import { FoldersView } from "./FoldersView";
import type { Navigation } from "./navigation";
import { TrashView } from "./TrashView";

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
  return (
    <section className={styles.browser} aria-label={t`Folders`}>
      <Tabs className={styles.tabs}>
        <TabList className={styles.tabList} aria-label={t`Places`}>
          <Tab id="folders" className={styles.tab}>
            <Trans>My Folders</Trans>
          </Tab>
          <Tab id="trash" className={styles.tab}>
            <Trans>Trash</Trans>
          </Tab>
        </TabList>
        <TabPanel id="folders" className={styles.panel}>
          <FoldersView {...props} />
        </TabPanel>
        <TabPanel id="trash" className={styles.panel}>
          <TrashView />
          {props.footer?.({ folder: undefined, selection: [] })}
        </TabPanel>
      </Tabs>
    </section>
  );
}
