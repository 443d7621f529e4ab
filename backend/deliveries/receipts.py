"""Closing a delivery, and its receipt: issued only when every byte that came has been looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from backend import config
from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import db, utcnow
from backend.deliveries import access, listeners, objects
from backend.deliveries.models import Delivery, DeliveryFile
from backend.folders import service as folders
from backend.intake import expected
from backend.intake.policy import Policy
from backend.intake.reasons import Reason
from backend.jobs import service as jobs
from backend.principal import Principal

ClosedBy = Literal["sender", "idle", "revoked"]

KEPT = ("filed", "conflict", "duplicate")
UNDER_WAY = ("declared", "uploading")


def begin_closing(delivery: Delivery, closed_by: ClosedBy, actor: Principal | str) -> None:
    """Take nothing more: what has not arrived whole is unsent. The caller has locked the delivery in a transaction.

    Does nothing to a delivery that is closed or closing already.
    """
    if delivery.state != "open":
        return
    DeliveryFile.update(state="unsent", reason=Reason.NOT_SENT.value, finished_at=utcnow()).where(
        (DeliveryFile.delivery == delivery.id) & DeliveryFile.state.in_(UNDER_WAY)
    ).execute()
    Delivery.update(state="closing", closing_at=utcnow(), closed_by=closed_by).where(
        Delivery.id == delivery.id
    ).execute()
    audit.record(actor, Event.DELIVERY_CLOSED, f"delivery:{delivery.id}", closed_by=closed_by)
    jobs.enqueue("deliveries:receipt", delivery_id=str(delivery.id))


def issue(delivery_id: UUID) -> bool:
    """Issue the receipt if the delivery is closing and every received file has its outcome; returns whether it was.

    Once that is so nothing of it changes any more, so what the receipt says is read outside of a transaction.
    """
    delivery = Delivery.get_by_id(delivery_id)
    if delivery.state != "closing" or _has_received(delivery_id):
        return False
    receipt = _compose(delivery)
    with db.atomic():
        delivery = access.lock(delivery_id)
        if delivery.state != "closing":
            return False
        now = utcnow()
        receipt["closed_at"] = now.isoformat()
        delivery.state, delivery.closed_at, delivery.receipt = "closed", now, receipt
        delivery.save(only=[Delivery.state, Delivery.closed_at, Delivery.receipt])
        folders.bump(delivery.folder_id)
        listeners.closed(delivery)
    return True


def manifest_digest(files: Sequence[DeliveryFile]) -> str:
    """SHA-256 (hex) of the lines '<sha256>  <path>\\n', in the manifest's order: what `sha256sum` prints, hashed."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.sha256}  {file.path}\n".encode())
    return digest.hexdigest()


def _has_received(delivery_id: UUID) -> bool:
    return bool(
        DeliveryFile.select()
        .where((DeliveryFile.delivery == delivery_id) & (DeliveryFile.state == "received"))
        .exists()
    )


def _compose(delivery: Delivery) -> dict[str, Any]:
    """The receipt as `ReceiptSchema` reads it; reasons as codes, since each reader has a language of their own."""
    files = list(DeliveryFile.select().where(DeliveryFile.delivery == delivery.id).order_by(DeliveryFile.position))
    kept = [file for file in files if file.state in KEPT]
    return {
        "number": delivery.number,
        "institution": config.current().institution,
        "title": delivery.title,
        "sender_name": delivery.sender_name,
        "opened_at": delivery.opened_at.isoformat(),
        "closed_by": delivery.closed_by,
        "manifest_digest": manifest_digest(kept),
        "received_count": len(kept),
        "received_bytes": sum(file.size for file in kept),
        "statement": delivery.statement,
        "studies": _studies(delivery, kept),
        "documents": [_line(file) for file in kept if (file.outcome_ref or "").startswith("document:")],
        "refused": [_line(file) for file in files if file.state == "refused"],
        "left_out": [_line(file) for file in files if file.state == "left_out"],
        "unsent": [_line(file) for file in files if file.state == "unsent"],
    }


def _studies(delivery: Delivery, kept: Sequence[DeliveryFile]) -> list[dict[str, Any]]:
    """The studies, each with whether it is the expected patient's; None if nobody in particular is expected."""
    awaited = Policy.from_json(delivery.policy).expected_patient
    found = objects.studies(kept)
    for study in found:
        study["is_expected_patient"] = awaited and expected.agrees(
            awaited,
            name=study["PatientName"],
            patient_id=study["PatientID"],
            birth_date=study["PatientBirthDate"],
        )
    return found


def _line(file: DeliveryFile) -> dict[str, Any]:
    return {"path": file.path, "size": file.size, "sha256": file.sha256, "reason": file.reason}
