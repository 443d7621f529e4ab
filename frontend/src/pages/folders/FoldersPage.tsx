import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { VisuallyHidden } from "react-aria-components";
import { useMe } from "@/api/session";
import { FolderBrowser } from "@/folder-browser/FolderBrowser";
import type { Navigation } from "@/folder-browser/navigation";
import { chooseFiles } from "../chosen-files";
import { paths } from "../paths";
import { elsewhere, rowAddress } from "../row-address";
import styles from "./FoldersPage.module.css";

/** The Folders section: the folder view, whose place is in the address. */
export function FoldersPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const root = useMe().root_folder_id;
  const { folderId = root } = useParams({ strict: false });
  useEffect(() => {
    document.title = t`Folders – Filmjacket`;
  }, [t]);

  const navigation: Navigation = useMemo(() => {
    const go = (href: string) => void navigate({ href });
    return {
      folderId,
      openFolder: (id) => go(id === root ? paths.folders : paths.folder(id)),
      openViewer: (row, seriesId) => go(rowAddress(row, seriesId)),
      href: rowAddress,
      openUpload: (id) => go(paths.upload(id)),
      files: {
        take: (id, collect) => {
          chooseFiles(collect);
          go(paths.upload(id));
        },
      },
      openLink: (id) => go(paths.link(id)),
      printLink: (id) => go(paths.linkPrint(id)),
      address: elsewhere.address,
    };
  }, [folderId, root, navigate]);

  return (
    <main className={styles.page}>
      <VisuallyHidden elementType="h1">
        <Trans>Folders</Trans>
      </VisuallyHidden>
      <FolderBrowser navigation={navigation} />
    </main>
  );
}
