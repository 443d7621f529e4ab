import type { FolderBrowser } from "./components/FolderBrowser";
import type { StoryFiles } from "./files";
import type { AppPages } from "./pages/AppPages";

/** One of the three places of the folder view. */
export interface Host {
  /** A word for it, which is part of names that a journey gives. */
  name: "Folders" | "Upload" | "Search";
  /** Goes there and gives the folder view that stands there. */
  open(app: AppPages, files: StoryFiles): Promise<FolderBrowser>;
}

/** The Folders section, and the Select Folder forms of Upload and of Search. */
export const hosts: readonly Host[] = [
  {
    name: "Folders",
    open: async (app) => {
      await app.goTo("Folders");
      return app.folders;
    },
  },
  {
    name: "Upload",
    open: async (app, files) => {
      await app.goTo("Upload");
      await app.upload.chooseFolder(files.cd);
      await app.upload.openSelectFolder();
      return app.selectFolder;
    },
  },
  {
    name: "Search",
    open: async (app) => {
      await app.goTo("Search");
      await app.search.selectFirst();
      await app.search.openSelectFolder();
      return app.selectFolder;
    },
  },
];
