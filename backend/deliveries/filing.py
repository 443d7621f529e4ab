"""Taking an upload's files in, some at a time: their bytes first, then their rows in one commit.

A commit waits for the disk, so files share one; each has a savepoint of its own, and one bad file undoes nothing but
itself. Whatever a dying worker leaves is undone as a whole, and is taken in again.
"""

from __future__ import annotations

from collections.abc import Iterator

import peewee
import structlog

from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import db, utcnow
from backend.deliveries import access, objects
from backend.deliveries.models import Delivery, DeliveryFile
from backend.intake import service as intake
from backend.intake.policy import Policy
from backend.intake.reasons import Reason
from backend.storage.port import StorageAway
from backend.uploads import service as uploads
from backend.uploads.models import Upload

log = structlog.get_logger(__name__)

#: Files in one commit: for so long others wait who want to write to SQLite.
TOGETHER = 20

#: Nothing is wrong with the file: disk, store or database are away, and come back.
PASSING = (OSError, StorageAway, peewee.OperationalError, peewee.InterfaceError)


def take_in(delivery: Delivery, upload: Upload, *, last_try: bool) -> bool:
    """Give each received file of the upload its outcome; returns whether all have one now.

    A file on which intake itself fails stays received, to be tried again; on the last try it is refused. Raises what is
    in PASSING when disk, store or database are away.
    """
    complete = True
    for files in peewee.chunked(_received(upload), TOGETHER):
        examined = [(file, _examine(delivery, upload, file)) for file in files]
        with db.atomic():
            access.lock(delivery.id)  # two uploads of one delivery take turns: which came first decides what both hear
            for file, findings in examined:
                if _is_received(file) and not _files(delivery, file, findings, last_try=last_try):
                    complete = False
    return complete


def _received(upload: Upload) -> Iterator[DeliveryFile]:
    query = DeliveryFile.select().where((DeliveryFile.upload == upload.id) & (DeliveryFile.state == "received"))
    return iter(list(query.order_by(DeliveryFile.upload_offset, DeliveryFile.position)))


def _examine(delivery: Delivery, upload: Upload, file: DeliveryFile) -> intake.Findings | None:
    """What is in the file; None if intake fails on it."""
    try:
        return intake.examine(
            intake.Incoming(
                owner_id=delivery.owner_id,
                folder_id=delivery.folder_id,
                delivery_id=delivery.id,
                path=file.path,
                spool=uploads.spool_path(upload.id),
                offset=file.upload_offset,
                length=file.size,
                policy=Policy.from_json(delivery.policy),
                via="link" if delivery.via == "link" else "upload",
                actor=delivery.opened_by,
                sender_name=delivery.sender_name,
            )
        )
    except FileNotFoundError:
        if _is_received(file):
            raise
        return None  # another worker was faster, and has purged the bytes
    except PASSING:
        raise
    except Exception:
        log.exception("examining_failed", file=str(file.id))
        return None


def _files(delivery: Delivery, file: DeliveryFile, findings: intake.Findings | None, *, last_try: bool) -> bool:
    """Write what becomes of the file; returns False if intake fails on it and should try again."""
    try:
        if findings is not None:
            with db.atomic():
                _file(delivery, file, findings)
            return True
    except PASSING:
        raise
    except Exception:
        log.exception("filing_failed", file=str(file.id))
    if last_try:
        _settle(delivery, file, intake.Outcome("refused", Reason.UNREADABLE, ""), None, None)
    return last_try


def _file(delivery: Delivery, file: DeliveryFile, findings: intake.Findings) -> None:
    key = _object_key(file, findings)
    before = objects.brought(delivery.id, key) if key else set()
    others = before - {findings.sha256}
    outcome = intake.file(findings, repeated=findings.sha256 in before, contested=bool(others))
    _settle(delivery, file, outcome, key, objects.series_key(findings.header) if findings.header else None)


def _object_key(file: DeliveryFile, findings: intake.Findings) -> str | None:
    if findings.refused is not None:
        return None
    if findings.header is not None:
        return objects.instance_key(findings.header)
    return objects.document_key(file.path, findings.sha256)


def _is_received(file: DeliveryFile) -> bool:
    """Asked under the delivery's lock: of two workers with one job, one files and the other sees that it is done."""
    return bool(DeliveryFile.select().where((DeliveryFile.id == file.id) & (DeliveryFile.state == "received")).exists())


def _settle(
    delivery: Delivery, file: DeliveryFile, outcome: intake.Outcome, object_key: str | None, series_key: str | None
) -> None:
    if outcome.ref is not None and outcome.ref.startswith("study:") and not _has_brought(delivery, outcome.ref):
        audit.record(delivery.opened_by, Event.STUDY_FILED, outcome.ref, delivery=str(delivery.id))
    if outcome.state == "refused":
        subject = f"delivery:{delivery.id}"
        audit.record(delivery.opened_by, Event.FILE_REFUSED, subject, file=str(file.id), reason=outcome.reason)
    DeliveryFile.update(
        state=outcome.state,
        reason=outcome.reason.value if outcome.reason else None,
        sha256=outcome.sha256 or None,
        outcome_ref=outcome.ref,
        object_key=object_key,
        series_key=series_key,
        finished_at=utcnow(),
    ).where(DeliveryFile.id == file.id).execute()


def _has_brought(delivery: Delivery, ref: str) -> bool:
    return bool(
        DeliveryFile.select().where((DeliveryFile.delivery == delivery.id) & (DeliveryFile.outcome_ref == ref)).exists()
    )
