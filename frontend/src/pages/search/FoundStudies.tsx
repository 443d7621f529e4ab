import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import type { FoundStudy } from "@/api/studies";
import { useFormats } from "@/i18n/format";
import { formatPersonName } from "@/i18n/person-name";
import { Particulars } from "@/ui/Particulars";
import { Skeleton } from "@/ui/Skeleton";
import { TickBox } from "@/ui/TickBox";
import { useEndless } from "@/ui/use-endless";
import { useToggling } from "@/ui/use-toggling";
import styles from "./FoundStudies.module.css";

export interface FoundStudiesProps {
  studies: readonly FoundStudy[];
  isLoading: boolean;
  /** These are the answer to the question before. */
  isStale: boolean;
  hasMore: boolean;
  onMore: () => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

/** What was found, as a table; a click anywhere on a row selects it. */
export function FoundStudies({
  studies,
  isLoading,
  isStale,
  hasMore,
  onMore,
  selected,
  onSelect,
}: FoundStudiesProps) {
  const { t } = useLingui();
  const end = useEndless(hasMore, onMore);
  const toggle = useToggling(
    studies.map(({ id }) => id),
    selected,
    onSelect,
  );
  const allSelected = studies.length > 0 && studies.every((study) => selected.has(study.id));
  const someSelected = studies.some((study) => selected.has(study.id));

  const heads = [
    t`Patient name`,
    t`Patient ID`,
    t`Birth date`,
    t`Study date`,
    t`Modality`,
    t`Description`,
    t`Accession number`,
    t`Series · instances`,
    t`Size`,
    t`Folder`,
  ];
  return (
    <div className={styles.scroller} data-stale={isStale || undefined}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th className={styles.check} scope="col">
              <TickBox
                isIndeterminate={someSelected && !allSelected}
                checked={allSelected}
                aria-label={t`Select all`}
                onChange={() => onSelect(allSelected ? new Set() : new Set(studies.map((study) => study.id)))}
              />
            </th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {isLoading
            ? Array.from({ length: 8 }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a placeholder has nothing but its place
                <tr key={index}>
                  <td className={styles.check} />
                  {heads.map((head) => (
                    <td key={head}>
                      <Skeleton width="70%" />
                    </td>
                  ))}
                </tr>
              ))
            : studies.map((study) => (
                <StudyRow
                  key={study.id}
                  study={study}
                  isSelected={selected.has(study.id)}
                  onToggle={toggle}
                />
              ))}
        </tbody>
      </table>
      <div ref={end} />
    </div>
  );
}

interface StudyRowProps {
  study: FoundStudy;
  isSelected: boolean;
  onToggle: (id: string, withRange: boolean) => void;
}

function StudyRow({ study, isSelected, onToggle }: StudyRowProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const patient = formatPersonName(study.PatientName) || t`Name unknown`;
  const click = (event: MouseEvent<HTMLElement>) => {
    if (!(event.target as Element).closest("a, input")) onToggle(study.id, event.shiftKey);
  };
  return (
    <tr
      data-selected={isSelected || undefined}
      onClick={click}
      onMouseDown={(event) => {
        if (event.shiftKey) event.preventDefault();
      }}
    >
      <td className={styles.check}>
        <TickBox
          checked={isSelected}
          aria-label={t`Select ${patient}`}
          onChange={(event) => onToggle(study.id, (event.nativeEvent as globalThis.MouseEvent).shiftKey)}
        />
      </td>
      <th scope="row">
        <Link to="/studies/$studyId" params={{ studyId: study.id }} className={styles.name} title={patient}>
          <bdi>{patient}</bdi>
        </Link>
        <span className={styles.summary}>
          <Particulars
            facts={[study.PatientID, formats.day(study.StudyDate), study.ModalitiesInStudy.join(", ")]}
          />
          <br />
          <Particulars facts={[study.StudyDescription, study.folder_name ?? ""]} />
        </span>
      </th>
      <td title={study.PatientID}>{study.PatientID}</td>
      <td>{formats.day(study.PatientBirthDate)}</td>
      <td>{formats.day(study.StudyDate)}</td>
      <td>{study.ModalitiesInStudy.join(", ")}</td>
      <td title={study.StudyDescription}>{study.StudyDescription}</td>
      <td>{study.AccessionNumber}</td>
      <td>
        {formats.number(study.series_count)} · {formats.number(study.instance_count)}
      </td>
      <td>{formats.size(study.size)}</td>
      <td>
        <Link to="/folders/$folderId" params={{ folderId: study.folder_id }} className={styles.folder}>
          <bdi>{study.folder_name || t`My Folders`}</bdi>
        </Link>
      </td>
    </tr>
  );
}
