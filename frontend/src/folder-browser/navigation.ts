import type { Row } from "@/api/content";

/**
 * Where the ways out of the folder view lead. The Folders section follows them in its own window; a dialog stays where it
 * is when a folder is opened, and opens a viewer in a tab, so that nothing pending is lost.
 */
export interface Navigation {
  openFolder(id: string): void;
  /** A study or a document. */
  openViewer(row: Row): void;
  /** The address of what a row opens, for links that can be copied or opened in a tab. */
  href(row: Row): string;
  /** The app's Upload section with this folder as the target. */
  openUpload(folderId: string): void;
  /** A link's share details. */
  openLink(linkId: string): void;
}
