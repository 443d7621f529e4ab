import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";
import type { Row } from "@/api/content";
import { formatPersonName } from "@/i18n/person-name";
import { sharedPlace } from "./places";

/** What a row is called in the list and in sentences: a folder's or file's name, a patient's name as people write it. */
export function useRowName(): (row: Pick<Row, "kind" | "name">) => string {
  const { t } = useLingui();
  return useCallback(
    (row) => {
      if (row.kind !== "study") return row.name;
      return formatPersonName(row.name) || t`Name unknown`;
    },
    [t],
  );
}

/** The root has no name of its own: it is the clinician's "My Folders"; nor has the place of what others share. */
export function useFolderName(): (folder: { id?: string; name: string }) => string {
  const { t } = useLingui();
  return useCallback(
    (folder) => (folder.id === sharedPlace ? t`Shared With Me` : folder.name || t`My Folders`),
    [t],
  );
}
