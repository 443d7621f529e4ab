/** @jsxImportSource preact */
import { plural, t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "preact/hooks";
import "./folder.css";
import { ApiError } from "@/uploads/delivery-api";
import type { Visit } from "../client";
import { expiryOf } from "../expiry";
import { failureSentence } from "../failure-words";
import { Icon } from "../icons";
import { format, language } from "../language";
import { Button, Notice } from "../parts";
import { useStore } from "../use-store";
import { FolderRow, nameOf } from "./FolderRow";
import { type Content, download, downloadAddress, type Row } from "./folder-client";
import { goTo, type Opened, onReturn, type Place, placeNow } from "./place";
import { useFolder } from "./use-folder";
import { useOpened } from "./use-opened";

interface FolderViewProps {
  visit: Visit;
  rootId: string;
  clockAhead: number;
}

/** What is in the link's folder and below, to look at. */
export function FolderView({ visit, rootId, clockAhead }: FolderViewProps) {
  const root: Place = { folderId: rootId, opened: null };
  const [place, setPlace] = useState(() => placeNow(root));
  const [refused, setRefused] = useState<ApiError | null>(null);
  const folder = useFolder(visit.link_id, place.folderId, Date.parse(visit.expires_at) - clockAhead);
  useStore(language);
  useEffect(() => onReturn(() => setPlace(placeNow({ folderId: rootId, opened: null }))), [rootId]);
  const opened = folder.content ? place.opened : null;
  const openedRow = folder.content?.items.find((row) => row.id === opened?.id);
  const opening = useOpened(visit, opened, openedRow ? nameOf(openedRow) : t`In this folder`);

  const go = (next: Place): void => {
    goTo(next);
    setPlace(next);
    setRefused(null);
  };
  const open = (row: Row): void => {
    go(row.kind === "folder" ? { folderId: row.id, opened: null } : { ...place, opened: openedOf(row) });
  };
  const take = async (row: Pick<Row, "kind" | "id" | "document_id">): Promise<void> => {
    setRefused(null);
    try {
      await download(downloadAddress(visit.link_id, row));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefused(error);
      folder.again();
    }
  };

  const failure = opening.failure ?? refused ?? folder.failure;
  return (
    <section class="card folder" aria-labelledby="in-this-folder">
      <div class="folder-head">
        <h2 class="section-title" id="in-this-folder">{t`In this folder`}</h2>
        <Terms visit={visit} />
      </div>
      {folder.content && folder.content.breadcrumbs.length > 1 && (
        <Way steps={folder.content.breadcrumbs} onGo={(folderId) => go({ folderId, opened: null })} />
      )}
      {failure && (
        <Notice kind="error" alert>
          <p>{failureSentence(failure)}</p>
          {place.folderId !== rootId && failure.status === 404 && (
            <div class="notice-actions">
              <Button onClick={() => go(root)}>{t`Back to the whole folder`}</Button>
            </div>
          )}
        </Notice>
      )}
      {opening.isComing && <p class="coming" role="status">{t`Loading…`}</p>}
      {folder.content ? (
        <Rows
          content={folder.content}
          link={visit.link_id}
          onOpen={open}
          onTake={visit.may_download ? (row) => void take(row) : null}
        />
      ) : (
        !failure && <p class="loading" role="status">{t`Loading…`}</p>
      )}
      {visit.may_download && folder.content && folder.content.total > 0 && (
        <Button
          icon="save"
          onClick={() => void take({ kind: "folder", id: place.folderId, document_id: null })}
        >{t`Download all as ZIP`}</Button>
      )}
      {folder.content?.next_cursor && (
        <Button busy={folder.isBusy} onClick={folder.more}>{t`Show more`}</Button>
      )}
    </section>
  );
}

function openedOf({ id, study_id, document_id }: Row): Opened | null {
  if (study_id !== null) return { id, studyId: study_id };
  return document_id === null ? null : { id, documentId: document_id };
}

function Terms({ visit }: { visit: Visit }) {
  const expiry = expiryOf(visit, format());
  return (
    <p class="hint">
      {visit.may_download
        ? t`To look at and to download, until the end of ${expiry.day} (${expiry.zone}).`
        : t`To look at, not to download, until the end of ${expiry.day} (${expiry.zone}).`}
      {expiry.here && ` ${t`In your time zone: ${expiry.here}`}`}
    </p>
  );
}

/** The way from the link's folder to the one that is shown, which takes the focus when somebody has gone there. */
function Way({ steps, onGo }: { steps: Content["breadcrumbs"]; onGo: (folderId: string) => void }) {
  const here = useRef<HTMLSpanElement>(null);
  const last = steps.at(-1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another folder is another place to be
  useEffect(() => here.current?.focus(), [last?.id]);
  return (
    <nav class="way" aria-label={t`Where you are`}>
      <ol>
        {steps.map((step) => (
          <li key={step.id}>
            {step === last ? (
              <span ref={here} tabIndex={-1} aria-current="location">
                <bdi>{step.name}</bdi>
              </span>
            ) : (
              <button type="button" class="way-step" onClick={() => onGo(step.id)}>
                <bdi>{step.name}</bdi>
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface RowsProps {
  content: Content;
  link: string;
  onOpen: (row: Row) => void;
  /** Null: nothing may be downloaded. */
  onTake: ((row: Row) => void) | null;
}

function Rows({ content, link, onOpen, onTake }: RowsProps) {
  const { items, total } = content;
  if (items.length === 0) {
    return (
      <div class="folder-empty">
        <Icon name="folder" size={32} />
        <p>{t`Nothing is here yet.`}</p>
        <p class="hint">{t`What you or others send appears here when it has arrived.`}</p>
      </div>
    );
  }
  const shown = items.length;
  return (
    <>
      <ul class="folder-rows" aria-label={t`In this folder`}>
        {items.map((row) => (
          <FolderRow key={row.id} row={row} link={link} onOpen={onOpen} onTake={onTake} />
        ))}
      </ul>
      {shown < total && (
        <p class="hint" role="status">
          {plural(total, { one: `${shown} of # is shown.`, other: `${shown} of # are shown.` })}
        </p>
      )}
    </>
  );
}
