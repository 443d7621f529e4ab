import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Folder, Link2, Search, Upload } from "lucide-react";
import type { ReactNode } from "react";
import type { Row, Sort } from "@/api/content";
import type { Formats } from "@/i18n/format";
import { Particulars } from "@/ui/Particulars";
import styles from "./FolderRow.module.css";

export interface Column {
  id: string;
  title: MessageDescriptor;
  /** What the server can sort by when this column's head is pressed. */
  sort?: Sort["by"];
  isNumeric?: boolean;
  /** At least, in rem; the longest Arabic date fits. */
  width: number;
  /** Its share of the room that is left. */
  grows: number;
  /** From 1, the last to give way where there is little room. */
  importance: number;
  cell(row: Row, formats: Formats): ReactNode;
}

/** All columns after the name, which is the row's head and has a component of its own. */
export const columns: readonly Column[] = [
  {
    id: "patient-id",
    title: msg`Patient ID`,
    sort: "patient_id",
    width: 6.5,
    grows: 0.6,
    importance: 2,
    cell: (row) => row.PatientID,
  },
  {
    id: "birth-date",
    title: msg`Birth date`,
    sort: "birth_date",
    width: 8.25,
    grows: 0.3,
    importance: 7,
    cell: (row, formats) => formats.day(row.PatientBirthDate),
  },
  {
    id: "study-date",
    title: msg`Study date`,
    sort: "study_date",
    width: 8.25,
    grows: 0.3,
    importance: 1,
    cell: (row, formats) => formats.day(row.StudyDate),
  },
  {
    id: "modality",
    title: msg`Modality`,
    sort: "modality",
    width: 5.5,
    grows: 0.1,
    importance: 3,
    cell: (row) => row.ModalitiesInStudy.join(", "),
  },
  {
    id: "description",
    title: msg`Description`,
    sort: "description",
    width: 9,
    grows: 1,
    importance: 4,
    cell: (row) => row.StudyDescription,
  },
  {
    id: "accession-number",
    title: msg`Accession number`,
    sort: "accession_number",
    width: 8.5,
    grows: 0.5,
    importance: 9,
    cell: (row) => row.AccessionNumber,
  },
  {
    id: "counts",
    title: msg`Series · instances`,
    sort: "instances",
    isNumeric: true,
    width: 9,
    grows: 0.1,
    importance: 8,
    cell: (row, formats) => counts(row, formats),
  },
  {
    id: "size",
    title: msg`Size`,
    sort: "size",
    isNumeric: true,
    width: 6.75,
    grows: 0.1,
    importance: 6,
    cell: (row, formats) => formats.size(row.size),
  },
  {
    id: "added",
    title: msg`Added`,
    sort: "added_at",
    width: 9,
    grows: 1.2,
    importance: 5,
    cell: (row, formats) => <Added row={row} formats={formats} />,
  },
];

function counts(row: Row, formats: Formats): string {
  if (row.series_count === null || row.instance_count === null) return "";
  return `${formats.number(row.series_count)} · ${formats.number(row.instance_count)}`;
}

const ways = { upload: Upload, link: Link2, search: Search, created: Folder };

/** By which way something came here: its sign, and in words. */
export function useWay(): (row: Pick<Row, "added_via">) => { Sign: typeof Upload; words: string } {
  const { t } = useLingui();
  return ({ added_via: way }) => {
    const named = {
      upload: t`by upload`,
      link: t`by an upload link`,
      search: t`from search`,
      created: t`created`,
    };
    return { Sign: ways[way], words: named[way] };
  };
}

/** When, by whom, and by which way something came here. */
function Added({ row, formats }: { row: Row; formats: Formats }) {
  const { Sign, words } = useWay()(row);
  return (
    <span className={styles.added}>
      <Sign role="img" aria-label={words} />
      <time dateTime={row.added_at}>{formats.recent(row.added_at)}</time>
      {row.added_by && (
        <bdi className={styles.by} title={row.added_by}>
          {row.added_by}
        </bdi>
      )}
    </span>
  );
}

/** What a phone shows below the name, in place of columns. */
export function Summary({ row, formats }: { row: Row; formats: Formats }) {
  if (row.kind === "folder") return <Trans>Folder</Trans>;
  if (row.kind === "document") return formats.size(row.size);
  return (
    <>
      <Particulars facts={[row.PatientID, formats.day(row.StudyDate), row.ModalitiesInStudy.join(", ")]} />
      {row.instance_count !== null && (
        <>
          {" · "}
          <Plural value={row.instance_count} one="# instance" other="# instances" />
        </>
      )}
    </>
  );
}
