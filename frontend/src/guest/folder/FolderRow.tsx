/** @jsxImportSource preact */
import { plural, t } from "@lingui/core/macro";
import { useState } from "preact/hooks";
import { formatPersonName } from "@/i18n/person-name";
import { formatBytes, formatDicomDate } from "@/uploads/format";
import { Icon } from "../icons";
import { format } from "../language";
import { Button } from "../parts";
import { type Row, thumbnailAddress } from "./folder-client";

interface FolderRowProps {
  row: Row;
  link: string;
  onOpen: (row: Row) => void;
  onTake: ((row: Row) => void) | null;
}

export function nameOf(row: Row): string {
  return row.kind === "study" ? formatPersonName(row.name) || t`Name unknown` : row.name;
}

/** A folder to go into, or a study or document to open. */
export function FolderRow({ row, link, onOpen, onTake }: FolderRowProps) {
  const name = nameOf(row);
  return (
    <li class="thing" data-kind={row.kind}>
      <button type="button" class="thing-open" data-thing={row.id} onClick={() => onOpen(row)}>
        <Picture row={row} link={link} />
        <span class="thing-words">
          <span class="row-title">
            <bdi>{name}</bdi>
          </span>
          {row.kind === "study" && <StudyFacts row={row} />}
          {row.kind === "document" && row.size !== null && (
            <span class="row-sub">{formatBytes(row.size, format())}</span>
          )}
        </span>
        {row.kind === "folder" && <span class="thing-in" aria-hidden="true" />}
      </button>
      {onTake && (
        <Button kind="quiet" icon="save" label={t`Download ${name}`} onClick={() => onTake(row)}>
          <span class="thing-take">{t`Download`}</span>
        </Button>
      )}
    </li>
  );
}

function Picture({ row, link }: { row: Row; link: string }) {
  const [hasFailed, setFailed] = useState(false);
  const icon = row.kind === "folder" ? "folder" : row.kind === "study" ? "study" : "files";
  const hasPicture = row.study_id !== null && (row.instance_count ?? 0) > 0 && !hasFailed;
  return (
    <span class="thing-picture" data-filled={hasPicture || undefined}>
      {hasPicture && row.study_id ? (
        <img
          src={thumbnailAddress(link, row.study_id)}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setFailed(true)}
        />
      ) : (
        <Icon name={icon} size={24} />
      )}
    </span>
  );
}

function StudyFacts({ row }: { row: Row }) {
  const born = formatDicomDate(row.PatientBirthDate, format());
  const count = row.instance_count ?? 0;
  return (
    <>
      <span class="row-sub">
        {born && <span>{t`born ${born}`}</span>}
        {row.PatientID && <bdi>{row.PatientID}</bdi>}
      </span>
      <span class="thing-what">
        {row.ModalitiesInStudy.map((modality) => (
          <span key={modality} class="chip">
            {modality}
          </span>
        ))}
        <bdi>{row.StudyDescription || t`Study without a description`}</bdi>
      </span>
      <span class="row-sub">
        <span>{formatDicomDate(row.StudyDate, format())}</span>
        <span>{plural(count, { one: "# image", other: "# images" })}</span>
        {row.incomplete && <span>{t`still arriving`}</span>}
      </span>
    </>
  );
}
