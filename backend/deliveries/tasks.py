"""What the worker does for deliveries."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import peewee
import structlog

from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import db, for_update, utcnow
from backend.deliveries import access, claims, objects, receipts
from backend.deliveries.models import Delivery, DeliveryFile
from backend.intake import service as intake
from backend.intake.policy import Policy
from backend.intake.reasons import Reason
from backend.jobs import service as jobs
from backend.storage.port import StorageAway
from backend.uploads import service as uploads
from backend.uploads.models import Upload

log = structlog.get_logger(__name__)

#: How often a file on which intake itself fails is tried again before it is refused.
TRIES = 4

#: Nothing is wrong with the file: disk, store or database are away, and come back.
PASSING = (OSError, StorageAway, peewee.OperationalError, peewee.InterfaceError)


@jobs.task("deliveries:intake", attempts=None)
def take_in(upload_id: str, tries: int = 0) -> None:
    """File an upload's members one by one; each outcome is a commit of its own, and one bad file stops no other.

    Repeating it goes on where it stopped. When every member has its outcome the bytes are purged, and the receipt is
    issued if it waits for nothing else.
    """
    upload = Upload.get_by_id(UUID(upload_id))
    delivery = claims.delivery_of(upload)
    failed = [file for file in _received(upload) if not _survives(delivery, upload, file, tries)]
    if failed:
        with db.atomic():
            jobs.enqueue(
                "deliveries:intake", delay=timedelta(seconds=5 * 4**tries), upload_id=upload_id, tries=tries + 1
            )
        return
    uploads.purge(upload.id)
    receipts.issue(delivery.id)


@jobs.task("deliveries:receipt", attempts=None)
def issue_receipt(delivery_id: str) -> None:
    """Issue a closing delivery's receipt, unless files are still to be looked at: then the last of them does."""
    receipts.issue(UUID(delivery_id))


def _received(upload: Upload) -> list[DeliveryFile]:
    query = DeliveryFile.select().where((DeliveryFile.upload == upload.id) & (DeliveryFile.state == "received"))
    return list(query.order_by(DeliveryFile.upload_offset, DeliveryFile.position))


def _survives(delivery: Delivery, upload: Upload, file: DeliveryFile, tries: int) -> bool:
    """Take a file in; returns False if intake failed on it and should try again."""
    try:
        _take_in(delivery, upload, file)
    except FileNotFoundError:
        if DeliveryFile.get_by_id(file.id).state == "received":
            raise
        return True  # another worker was faster, and has purged the bytes
    except PASSING:
        raise
    except Exception:
        log.exception("intake_failed", file=str(file.id), tries=tries)
        if tries + 1 < TRIES:
            return False
        _settle(delivery, file, intake.Outcome("refused", Reason.UNREADABLE, ""))
    return True


def _take_in(delivery: Delivery, upload: Upload, file: DeliveryFile) -> None:
    findings = intake.examine(
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
    with db.atomic():
        if not _is_received(file):
            return
        access.lock(delivery.id)  # two uploads of one delivery take turns: which came first decides what both hear
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
    """Locked, so that of two workers with the same job one files and the other sees that it is done."""
    fresh = for_update(DeliveryFile.select(DeliveryFile.state).where(DeliveryFile.id == file.id)).get()
    return bool(fresh.state == "received")


def _settle(
    delivery: Delivery,
    file: DeliveryFile,
    outcome: intake.Outcome,
    object_key: str | None = None,
    series_key: str | None = None,
) -> None:
    with db.atomic():
        if outcome.ref is not None and outcome.ref.startswith("study:") and not _has_brought(delivery, outcome.ref):
            audit.record(delivery.opened_by, Event.STUDY_FILED, outcome.ref, delivery=str(delivery.id))
        if outcome.state == "refused":
            audit.record(
                delivery.opened_by,
                Event.FILE_REFUSED,
                f"delivery:{delivery.id}",
                file=str(file.id),
                reason=outcome.reason,
            )
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
