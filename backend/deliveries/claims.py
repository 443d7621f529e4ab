"""What deliveries answer to uploads: an upload's claim is the id of its delivery."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any, cast
from uuid import UUID

import peewee

from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import db, utcnow
from backend.deliveries import access, listeners, manifest, members, paths
from backend.deliveries.errors import BadMembers, DeliveryClosed, MembersTaken
from backend.deliveries.models import Delivery, DeliveryFile
from backend.intake.policy import Policy
from backend.jobs import service as jobs
from backend.principal import Principal
from backend.uploads.models import Upload
from backend.uploads.service import Hooks


def hooks() -> Hooks:
    """What uploads are given at start-up."""
    return Hooks(
        may_read=may_read,
        may_write=may_write,
        upload_created=upload_created,
        upload_finished=upload_finished,
        upload_terminated=upload_terminated,
        claim_lapsed=claim_lapsed,
    )


def may_read(principal: Principal, claim: str) -> None:
    """Raises NotFound unless the delivery is the principal's to know of."""
    access.find(principal, claim)


def may_write(principal: Principal, claim: str) -> None:
    """Raises NotFound, DeliveryClosed."""
    access.find_open(principal, claim)


def upload_created(principal: Principal, upload: Upload, metadata: dict[str, str]) -> None:
    """Bind the upload to the files whose bytes it brings.

    `members` names lines of the manifest; without it the whole upload is one file called `filename`, for clients that
    know nothing of manifests. Raises BadMembers, MembersTaken, TooManyFiles, TooManyBytes, DeliveryClosed.
    """
    delivery = access.lock_open(principal, upload.claim)
    if metadata.get("members"):
        _bind(upload, _claimed(delivery, metadata["members"], upload.length))
    else:
        name = metadata.get("relativePath") or metadata.get("filename") or metadata.get("name") or paths.UNNAMED
        _bind(upload, _declared_now(delivery, name, upload.length))
    _touch(delivery)


def upload_finished(upload: Upload) -> None:
    """All bytes are here and durable: its files are received, and intake is asked for. Raises DeliveryClosed."""
    delivery = access.lock(upload.claim)
    if delivery.state != "open":
        raise DeliveryClosed
    _set_state(upload, "received")
    _touch(delivery)
    audit.record(delivery.opened_by, Event.FILE_RECEIVED, f"delivery:{delivery.id}", upload=str(upload.id))
    listeners.landed(delivery)
    jobs.enqueue("deliveries:intake", upload_id=str(upload.id))


def upload_terminated(upload: Upload) -> None:
    """Its files may come by another upload."""
    access.lock(upload.claim)
    DeliveryFile.update(state="declared", upload=None, upload_offset=0).where(
        (DeliveryFile.upload == upload.id) & (DeliveryFile.state == "uploading")
    ).execute()


def claim_lapsed(claim: str) -> bool:
    """Whether the delivery takes nothing more."""
    return not Delivery.select().where((Delivery.id == claim) & (Delivery.state == "open")).exists()


def _claimed(delivery: Delivery, text: str, length: int) -> list[DeliveryFile]:
    positions = members.parse(text, most=Policy.from_json(delivery.policy).files_most)
    lines = manifest.lines(delivery.id, positions)
    if len(lines) != len(positions) or sum(line.size for line in lines) != length:
        raise BadMembers
    if any(line.state != "declared" for line in lines):
        raise MembersTaken
    return lines


def _declared_now(delivery: Delivery, name: str, length: int) -> list[DeliveryFile]:
    """Each such upload is a file of its own, also if one like it has come already: bytes decide, not names."""
    last = (
        DeliveryFile.select(peewee.fn.MAX(DeliveryFile.position)).where(DeliveryFile.delivery == delivery.id).scalar()
    )
    line = DeliveryFile.create(
        delivery=delivery, position=0 if last is None else last + 1, path=paths.clean(name), size=length
    )
    manifest.require_within(delivery)
    return [line]


def _bind(upload: Upload, lines: Sequence[DeliveryFile]) -> None:
    """One prepared statement for thousands of rows; an UPDATE for each through the ORM takes ten times as long."""
    table, mark = cast(Any, DeliveryFile)._meta.table_name, db.param
    statement = f'UPDATE "{table}" SET upload_id = {mark}, upload_offset = {mark}, state = {mark} WHERE id = {mark}'  # noqa: S608 - names are ours
    stored: Callable[[UUID], Any] = cast(Any, DeliveryFile.id).db_value
    offsets = itertools.accumulate((line.size for line in lines), initial=0)
    rows = [
        (stored(upload.id), offset, "uploading", stored(line.id)) for line, offset in zip(lines, offsets, strict=False)
    ]
    db.cursor().executemany(statement, rows)


def _set_state(upload: Upload, state: str) -> None:
    DeliveryFile.update(state=state).where(
        (DeliveryFile.upload == upload.id) & (DeliveryFile.state == "uploading")
    ).execute()


def _touch(delivery: Delivery) -> None:
    Delivery.update(active_at=utcnow()).where(Delivery.id == delivery.id).execute()


def delivery_of(upload: Upload) -> Delivery:
    """The delivery in whose name an upload came."""
    return Delivery.get_by_id(UUID(upload.claim))
