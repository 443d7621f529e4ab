"""From received bytes to a filed study or document: one pipeline, in two halves.

`examine` reads: it hashes, looks what the bytes are, parses, and keeps them in the store. `file` writes rows, inside
the caller's transaction, so that what became of a file and its being filed are one commit. A worker may die between
any two lines: examining anew finds the bytes kept, and filing anew finds nothing half done.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal
from uuid import UUID

from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import db
from backend.documents import service as documents
from backend.documents.models import Document
from backend.folders import service as folders
from backend.folders import tree
from backend.folders.entries import Via
from backend.folders.models import FolderEntry
from backend.intake import sniff
from backend.intake.packages import Window
from backend.intake.policy import Policy
from backend.intake.reasons import Reason
from backend.storage import service as storage
from backend.studies import errors as dicom
from backend.studies import service as studies
from backend.studies.header import Header, read_header

State = Literal["filed", "conflict", "duplicate", "refused"]


@dataclass(frozen=True)
class Incoming:
    """A received file: bytes [offset, offset + length) of the file `spool`, and on whose behalf they came."""

    owner_id: UUID
    folder_id: UUID
    delivery_id: UUID
    path: str
    spool: Path
    offset: int
    length: int
    policy: Policy
    via: Via
    actor: str
    sender_name: str


@dataclass(frozen=True)
class Findings:
    """What examining a file has shown. Exactly one of `refused`, `header` and `media_type` is set."""

    incoming: Incoming
    sha256: str
    refused: Reason | None = None
    header: Header | None = None
    media_type: str | None = None
    kept: storage.PutAway | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a file. `ref` is 'study:<id>' or 'document:<id>', None if it was refused."""

    state: State
    reason: Reason | None
    sha256: str
    ref: str | None = None


def take(incoming: Incoming) -> Outcome:
    """Examine and file in one; raises what the two raise."""
    findings = examine(incoming)
    with db.atomic():
        return file(findings)


def examine(incoming: Incoming) -> Findings:
    """Read the file and keep its bytes. No transaction may be open.

    A file that can't be accepted is no error but a finding. Raises OSError and StorageAway if bytes can't be read or
    kept.
    """
    sha256 = storage.digest(incoming.spool, incoming.offset, incoming.length)
    header: Header | None = None
    handle = os.open(incoming.spool, os.O_RDONLY)
    try:
        window = Window(handle, incoming.offset, incoming.length)
        kind = sniff.sniff(window, incoming.path)
        if kind.family == "dicom":
            try:
                header = read_header(incoming.spool, incoming.offset, incoming.length)
            except dicom.NotDicom:
                kind = sniff.sniff_no_dicom(window, incoming.path)
            except dicom.DicomRefused as refused:
                return Findings(incoming, sha256, refused=_dicom_reason(refused))
    finally:
        os.close(handle)
    reason = kind.reason or _not_accepted(kind, incoming.policy) or _identifying(header, incoming.policy)
    if reason is not None:
        return Findings(incoming, sha256, refused=reason)
    kept = storage.put_away(incoming.spool, incoming.offset, incoming.length, sha256)
    return Findings(incoming, sha256, header=header, media_type=None if header else kind.media_type, kept=kept)


def file(findings: Findings, *, repeated: bool = False, contested: bool = False) -> Outcome:
    """Write what was found: filed by its UIDs as an instance, or by its name as a document, or refused.

    Call it inside a transaction. What the same delivery has brought before: `repeated`, these very bytes as the same
    instance or under the same name; `contested`, other bytes as the same instance. A conflict with what came otherwise
    is the owner's to know and to settle: its sender hears "filed".
    """
    if findings.refused is not None:
        return Outcome("refused", findings.refused, findings.sha256)
    if findings.header is not None:
        return _file_instance(findings, findings.header, repeated, contested)
    return _file_document(findings, repeated)


def _file_instance(findings: Findings, header: Header, repeated: bool, contested: bool) -> Outcome:
    incoming = findings.incoming
    assert findings.kept is not None
    outcome = studies.index_instance(incoming.owner_id, header, storage.record(findings.kept), incoming.delivery_id)
    ref = f"study:{outcome.study_id}"
    _enter(incoming, study_id=outcome.study_id, news=not repeated)
    if repeated:
        return Outcome("duplicate", Reason.DUPLICATE, findings.sha256, ref)
    if contested:
        return Outcome("conflict", Reason.CONFLICT, findings.sha256, ref)
    return Outcome("filed", None, findings.sha256, ref)


def _file_document(findings: Findings, repeated: bool) -> Outcome:
    incoming = findings.incoming
    assert findings.kept is not None
    assert findings.media_type is not None
    tree.lock(incoming.owner_id)  # two files of one name, filed at once, must not both find it free
    name = PurePosixPath(incoming.path).name
    document = documents.file_document(
        incoming.owner_id,
        name,
        findings.media_type,
        storage.record(findings.kept),
        incoming.delivery_id,
        _neighbours(incoming.folder_id, name),
    )
    _enter(incoming, document_id=document.id, news=not repeated)
    ref = f"document:{document.id}"
    if repeated:
        return Outcome("duplicate", Reason.DUPLICATE, findings.sha256, ref)
    audit.record(incoming.actor, Event.DOCUMENT_FILED, ref, delivery=str(incoming.delivery_id))
    return Outcome("filed", None, findings.sha256, ref)


def _enter(incoming: Incoming, *, study_id: UUID | None = None, document_id: UUID | None = None, news: bool) -> None:
    folders.file_entry(
        incoming.folder_id,
        study_id=study_id,
        document_id=document_id,
        added_by=incoming.actor,
        added_by_name=incoming.sender_name,
        via=incoming.via,
        delivery_id=incoming.delivery_id,
        news=news,
    )


def _neighbours(folder_id: UUID, name: str) -> list[Document]:
    """The folder's documents whose names begin alike, those in the trash as well: they may come back."""
    query = (
        Document.select()
        .join(FolderEntry, on=(FolderEntry.document == Document.id))
        .where((FolderEntry.folder == folder_id) & Document.name.startswith(documents.stem_of(name)))
    )
    return list(query)


def _not_accepted(kind: sniff.Kind, policy: Policy) -> Reason | None:
    if kind.family == "dicom" or policy.accepts == "anything":
        return None
    if policy.accepts == "dicom":
        return Reason.DOCUMENTS_NOT_ACCEPTED
    return None if kind.family == "document" else Reason.KIND_NOT_ACCEPTED


def _identifying(header: Header | None, policy: Policy) -> Reason | None:
    """Whether the object fails to say that its patient's identity was removed (PS3.15 E.1.1: YES in (0012,0062))."""
    if header is None or not policy.deidentified or header.patient_identity_removed:
        return None
    return Reason.NOT_DEIDENTIFIED


def _dicom_reason(refused: dicom.DicomRefused) -> Reason:
    reasons: tuple[tuple[type[dicom.DicomRefused], Reason], ...] = (
        (dicom.DicomDirectory, Reason.DICOMDIR),
        (dicom.DicomMissingUids, Reason.DICOM_WITHOUT_UID),
        (dicom.DicomTruncated, Reason.DICOM_TRUNCATED),
        (dicom.DicomTooLarge, Reason.DICOM_TOO_LARGE),
    )
    return next((reason for kind, reason in reasons if isinstance(refused, kind)), Reason.DICOM_DAMAGED)
