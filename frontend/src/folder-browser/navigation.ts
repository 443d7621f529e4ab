import type { MessageDescriptor } from "@lingui/core";
import type { Row } from "@/api/content";
import type { Collection, FoundListener } from "@/uploads/collect";

/** Begins to look through what was dropped. To be called within the drop itself: afterwards the browser has forgotten it. */
export type Collect = (onFound: FoundListener) => Promise<Collection>;

/**
 * Where the view is, and where the ways out of it lead. The Folders section follows them in its own window; a dialog goes
 * to folders within itself and opens everything else in a tab, so that nothing pending is lost.
 */
export interface Navigation {
  /** The folder that is shown. */
  folderId: string;
  openFolder(id: string): void;
  /** A study, with one of its series in front, or a document. */
  openViewer(row: Row, seriesId?: string): void;
  /** The address of what a row opens, for links that can be copied or opened in a tab. */
  href(row: Row, seriesId?: string): string;
  /** The Upload section with this folder as its target. */
  openUpload(folderId: string): void;
  /** Files from the desktop, dropped on a folder; or why they can't be given to this host. */
  files: { take(folderId: string, collect: Collect): void } | { refusal: MessageDescriptor };
  /** An upload link's share details, and their printed page. */
  openLink(linkId: string): void;
  printLink(linkId: string): void;
  /** The addresses of those pages, for dialogs that open them in tabs. */
  address(kind: "upload" | "link" | "print", id: string): string;
}
