import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Folders, Link2, type LucideIcon, Search, Upload } from "lucide-react";

/** The app's sections, in the order of the bar. */
export const sections: readonly {
  to: "/folders" | "/upload" | "/search" | "/links";
  title: MessageDescriptor;
  icon: LucideIcon;
}[] = [
  { to: "/folders", title: msg`Folders`, icon: Folders },
  { to: "/upload", title: msg`Upload`, icon: Upload },
  { to: "/search", title: msg`Search`, icon: Search },
  { to: "/links", title: msg`Upload links`, icon: Link2 },
];
