/** @jsxImportSource preact */
import { plural, t } from "@lingui/core/macro";
import { formatBytes, formatDicomDate } from "@/uploads/format";
import type { ChosenDocument, ChosenStudy, Selection } from "@/uploads/group";
import type { Preparation } from "@/uploads/prepare";
import { Icon } from "./icons";
import { format } from "./language";
import { Button } from "./parts";

interface Props {
  preparation: Preparation;
  selection: Selection;
  removed: ReadonlySet<string>;
}

/** Studies, not files; documents apart. Each can be taken out. */
export function Found({ preparation, selection: { studies, documents }, removed }: Props) {
  return (
    <>
      {studies.length > 0 && (
        <section aria-labelledby="studies">
          <h2 class="section-title" id="studies">{t`Studies`}</h2>
          <ul class="rows">
            {studies.map((study) => (
              <StudyRow key={study.key} study={study} onRemove={() => preparation.toggle(study.key)} />
            ))}
          </ul>
        </section>
      )}
      {documents.length > 0 && (
        <section aria-labelledby="documents">
          <h2 class="section-title" id="documents">{t`Documents`}</h2>
          <ul class="rows">
            {documents.map((document) => (
              <DocumentRow
                key={document.path}
                document={document}
                onRemove={() => preparation.toggle(document.path)}
              />
            ))}
          </ul>
        </section>
      )}
      {removed.size > 0 && (
        <p class="put-back">
          {plural(removed.size, { one: "# entry was taken out.", other: "# entries were taken out." })}{" "}
          <Button kind="quiet" onClick={() => [...removed].forEach(preparation.toggle)}>
            {t`Put back`}
          </Button>
        </p>
      )}
    </>
  );
}

/** The name under which a study is spoken of. */
export function studyTitle(study: Pick<ChosenStudy, "patient" | "PatientID">): string {
  return study.patient || study.PatientID || t`Patient without a name`;
}

function StudyRow({ study, onRemove }: { study: ChosenStudy; onRemove: () => void }) {
  const title = studyTitle(study);
  const born = formatDicomDate(study.PatientBirthDate, format());
  const date = formatDicomDate(study.StudyDate, format());
  const series = plural(study.series.length, { one: "# series", other: "# series" });
  return (
    <li class="row row-study">
      <Icon name="study" />
      <div class="row-main">
        <p class="row-title">
          <bdi>{title}</bdi>
        </p>
        <p class="row-sub">
          {born && <span>{t`born ${born}`}</span>}
          {study.PatientID && (
            <span>
              {t`ID`} <bdi>{study.PatientID}</bdi>
            </span>
          )}
        </p>
      </div>
      <div class="row-what">
        <p class="row-title">
          {study.modalities.map((modality) => (
            <span key={modality} class="chip">
              {modality}
            </span>
          ))}
          <bdi>{study.StudyDescription || t`no description`}</bdi>
        </p>
        <p class="row-sub">{date || t`date unknown`}</p>
      </div>
      <div class="row-size">
        <p>{plural(study.images, { one: "# image", other: "# images" })}</p>
        <p class="row-sub">
          <span>{series}</span>
          <span>{formatBytes(study.bytes, format())}</span>
        </p>
      </div>
      <Button kind="quiet" label={t`Take out: ${title}`} onClick={onRemove}>
        {t`Take out`}
      </Button>
    </li>
  );
}

function DocumentRow({ document, onRemove }: { document: ChosenDocument; onRemove: () => void }) {
  const name = document.path.slice(document.path.lastIndexOf("/") + 1);
  return (
    <li class="row row-document">
      <Icon name="files" />
      <div class="row-main">
        <p class="row-title">
          <bdi>{name}</bdi>
        </p>
        {name !== document.path && (
          <p class="row-sub">
            <bdi>{document.path}</bdi>
          </p>
        )}
      </div>
      <p class="row-size">{formatBytes(document.file.size, format())}</p>
      <Button kind="quiet" label={t`Take out: ${name}`} onClick={onRemove}>
        {t`Take out`}
      </Button>
    </li>
  );
}
