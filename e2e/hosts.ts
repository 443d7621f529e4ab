import type { FolderBrowser } from "./components/FolderBrowser";
import type { Library } from "./fixtures";
import { AppPages } from "./pages/AppPages";

/** One of the three places of the folder view. */
export interface Host {
  name: "Folders" | "Upload" | "Search";
  /** Goes there and gives the folder view that stands there. */
  open(app: AppPages, library: Library): Promise<FolderBrowser>;
  /** So that one can go to another page. */
  close(app: AppPages): Promise<void>;
  /** Does what leads to another page; gives the app where that page is: a dialog opens it in a tab. */
  leave(app: AppPages, by: () => Promise<void>): Promise<AppPages>;
  /** From there back to the folder view. */
  comeBack(from: AppPages): Promise<void>;
  /** Why no files can be dropped there from the desktop; null: they can. */
  takesNoFiles: string | null;
}

const takesNoFiles = "Files can be dropped on a folder in the Folders section, not in this form.";

async function toTab(app: AppPages, by: () => Promise<void>): Promise<AppPages> {
  const [tab] = await Promise.all([app.page.context().waitForEvent("page"), by()]);
  return new AppPages(tab);
}

async function closeTab({ page }: AppPages): Promise<void> {
  await page.close();
}

/** The Folders section, and the Select Folder forms of Upload and of Search. */
export const hosts: readonly Host[] = [
  {
    name: "Folders",
    open: async (app) => {
      await app.goTo("Folders");
      return app.folders;
    },
    close: async () => {},
    leave: async (app, by) => {
      await by();
      return app;
    },
    comeBack: async (app) => app.goBack(),
    takesNoFiles: null,
  },
  {
    name: "Upload",
    open: async (app, { files }) => {
      await app.goTo("Upload");
      await app.upload.chooseFolder(files.cd);
      await app.upload.openSelectFolder();
      return app.selectFolder;
    },
    close: async (app) => app.cancelFolder(),
    leave: toTab,
    comeBack: closeTab,
    takesNoFiles,
  },
  {
    name: "Search",
    open: async (app) => {
      await app.goTo("Search");
      await app.search.selectFirst();
      await app.search.openSelectFolder();
      return app.selectFolder;
    },
    close: async (app) => app.cancelFolder(),
    leave: toTab,
    comeBack: closeTab,
    takesNoFiles,
  },
];
