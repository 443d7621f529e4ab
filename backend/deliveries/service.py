"""Deliveries: the one door for bytes. Open, declare, send, close, receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, cast
from uuid import UUID

import peewee
import structlog

from backend import config
from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import db, utcnow
from backend.deliveries import access, listeners, manifest, members, numbers, receipts
from backend.deliveries.errors import NoReceiptYet, TooManyOpen
from backend.deliveries.models import Delivery, DeliveryFile
from backend.errors import DomainError
from backend.folders import access as folder_access
from backend.intake.policy import Policy
from backend.principal import Principal, SystemPrincipal, UserPrincipal
from backend.uploads import service as uploads
from backend.uploads.models import Upload
from backend.web.paging import decode_cursor, encode_cursor

log = structlog.get_logger(__name__)

LISTED_DAYS = 30
LISTED_MOST = 100

#: Deliveries of one link or one clinician that may be open at once; idle ones close themselves within a day.
OPEN_MOST = 100

Via = Literal["upload", "link"]

use = listeners.use


def open_by_user(principal: UserPrincipal, folder_id: UUID) -> dict[str, Any]:
    """Begin a clinician's own delivery (`DeliverySchema`). Raises NotFound, Forbidden for a folder that can't be added
    to.
    """
    folder = folder_access.require_folder(principal, folder_id, "add")
    settings = config.current()
    delivery = open_delivery(
        principal,
        owner_id=folder.owner_id,
        folder_id=folder.id,
        policy=Policy("dicom_and_documents", settings.delivery_files_most, settings.delivery_bytes_most),
        via="upload",
        origin_ref=str(principal),
        sender_name=principal.name,
        title=folder.name,
    )
    return _described([delivery])[0]


def open_delivery(
    principal: Principal,
    *,
    owner_id: UUID,
    folder_id: UUID,
    policy: Policy,
    via: Via,
    origin_ref: str,
    sender_name: str,
    title: str,
) -> Delivery:
    """Begin a delivery into a folder under a policy that never changes. The caller has decided that the principal
    may. Raises TooManyOpen.
    """
    with db.atomic():
        _require_few_open(origin_ref)
        delivery: Delivery = Delivery.create(
            number=_free_number(),
            owner=owner_id,
            folder=folder_id,
            via=via,
            origin_ref=origin_ref,
            opened_by=str(principal),
            sender_name=sender_name,
            title=title,
            policy=policy.to_json(),
        )
        audit.record(principal, Event.DELIVERY_OPENED, f"delivery:{delivery.id}", folder=str(folder_id), via=via)
        listeners.opened(delivery)
    return delivery


def _require_few_open(origin_ref: str) -> None:
    """One link or one clinician can't take up the disk and the tables with deliveries that are never completed."""
    unfinished = Delivery.select().where((Delivery.origin_ref == origin_ref) & (Delivery.state == "open")).count()
    if unfinished >= OPEN_MOST:
        raise TooManyOpen(open=unfinished)


def read(principal: Principal, delivery_id: UUID) -> dict[str, Any]:
    """A delivery's state (`DeliverySchema`); raises NotFound."""
    return _described([access.find(principal, delivery_id)])[0]


def listing(principal: Principal) -> list[dict[str, Any]]:
    """The principal's deliveries of the last 30 days, newest first, at most 100: a clinician's own, a guest's by their
    link.
    """
    recent = Delivery.opened_at > utcnow() - timedelta(days=LISTED_DAYS)
    opened_here = (
        Delivery.origin_ref == str(principal) if isinstance(principal, UserPrincipal) else access.own(principal)
    )
    query = Delivery.select().where(recent & opened_here).order_by(Delivery.opened_at.desc()).limit(LISTED_MOST)
    return _described(query)


def declare(principal: Principal, delivery_id: UUID, files: list[dict[str, Any]]) -> dict[str, Any]:
    """Add files to the manifest; repeating it changes nothing. Returns their lines, in their order.

    Raises NotFound, DeliveryClosed, TooManyFiles, TooManyBytes.
    """
    with db.atomic():
        delivery = access.lock_open(principal, delivery_id)
        positions = manifest.add(delivery, files)
        Delivery.update(active_at=utcnow()).where(Delivery.id == delivery.id).execute()
    return {"items": manifest.lines(delivery_id, positions), "next_cursor": None}


def files(
    principal: Principal, delivery_id: UUID, limit: int, cursor: str | None = None, state: str | None = None
) -> dict[str, Any]:
    """The manifest's lines from the cursor on, those in `state` only if given; raises NotFound, BadCursor."""
    delivery = access.find(principal, delivery_id)
    where = DeliveryFile.delivery == delivery.id
    if state is not None:
        where &= DeliveryFile.state == state
    if cursor is not None:
        where &= DeliveryFile.position > _position(cursor)
    lines = list(DeliveryFile.select().where(where).order_by(DeliveryFile.position).limit(limit + 1))
    more = len(lines) > limit
    lines = lines[:limit]
    return {"items": lines, "next_cursor": encode_cursor([lines[-1].position]) if more else None}


def plan(principal: Principal, delivery_id: UUID, uploads_at: str) -> dict[str, Any]:
    """Which uploads bring which files, and how far they are (`PlanSchema`). `uploads_at` is the path of the uploads.

    Raises NotFound.
    """
    delivery = access.find(principal, delivery_id)
    positions: dict[UUID, list[int]] = {}
    query = (
        DeliveryFile.select(DeliveryFile.upload, DeliveryFile.position)
        .where((DeliveryFile.delivery == delivery.id) & DeliveryFile.upload.is_null(False))
        .order_by(DeliveryFile.upload, DeliveryFile.upload_offset, DeliveryFile.position)
    )
    for upload_id, position in cast(Iterable[tuple[Any, ...]], query.tuples()):
        positions.setdefault(upload_id, []).append(position)
    live = Upload.finished_at.is_null(False) | Upload.purged_at.is_null()
    known = Upload.select().where((Upload.claim == str(delivery.id)) & live).order_by(Upload.created_at, Upload.id)
    return {
        "uploads": [
            {
                "id": upload.id,
                "url": f"{uploads_at}/{upload.id}",
                "members": members.join(positions.get(upload.id, [])),
                "length": upload.length,
                "offset": uploads.offset(upload),
                "finished": upload.finished_at is not None,
            }
            for upload in known
        ]
    }


def state(principal: Principal, delivery_id: UUID, statement: dict[str, Any]) -> None:
    """Keep what whoever sends says of the delivery (`StatementSchema`), for the receipt.

    Raises NotFound, DeliveryClosed.
    """
    with db.atomic():
        delivery = access.lock_open(principal, delivery_id)
        Delivery.update(statement=statement).where(Delivery.id == delivery.id).execute()


def close(principal: Principal, delivery_id: UUID) -> dict[str, Any]:
    """Ask for the receipt (`DeliverySchema`). What has not arrived whole by now is unsent.

    Repeating it changes nothing. The receipt is there at once if nothing is left to look at, else as soon as that is
    so. Raises NotFound.
    """
    delivery = access.find(principal, delivery_id)
    if delivery.state == "open":
        access.find_open(principal, delivery_id)
        uploads.settle(str(delivery_id))
        with db.atomic():
            receipts.begin_closing(access.lock(delivery_id), "sender", principal)
    receipts.issue(delivery_id)
    return read(principal, delivery_id)


def receipt(principal: Principal, delivery_id: UUID) -> dict[str, Any]:
    """The receipt (`ReceiptSchema`); raises NotFound, NoReceiptYet."""
    delivery = access.find(principal, delivery_id)
    if delivery.receipt is None:
        raise NoReceiptYet
    moments = {name: datetime.fromisoformat(delivery.receipt[name]) for name in ("opened_at", "closed_at")}
    return {**delivery.receipt, **moments}


def end_for(origin_ref: str, *, closed_by: receipts.ClosedBy) -> int:
    """Close all open deliveries of an origin, inside the caller's transaction; returns how many.

    What is being uploaded at that moment is not taken any more. Receipts follow when what came has been looked at.
    """
    ids = [
        row.id
        for row in Delivery.select(Delivery.id).where((Delivery.origin_ref == origin_ref) & (Delivery.state == "open"))
    ]
    for delivery_id in sorted(ids):
        receipts.begin_closing(access.lock(delivery_id), closed_by, SystemPrincipal("deliveries"))
    return len(ids)


def count_for(origin_ref: str) -> list[dict[str, Any]]:
    """An origin's deliveries, newest first: id, number, state, opened_at, closed_at, and what was kept of each:
    file_count, bytes.
    """
    kept = DeliveryFile.state.in_(receipts.KEPT)
    query = (
        Delivery.select(
            Delivery.id,
            Delivery.number,
            Delivery.state,
            Delivery.opened_at,
            Delivery.closed_at,
            peewee.fn.COUNT(DeliveryFile.id).alias("file_count"),
            peewee.fn.COALESCE(peewee.fn.SUM(DeliveryFile.size), 0).alias("bytes"),
        )
        .join(DeliveryFile, peewee.JOIN.LEFT_OUTER, on=(DeliveryFile.delivery == Delivery.id) & kept)
        .where(Delivery.origin_ref == origin_ref)
        .group_by(Delivery.id)
        .order_by(Delivery.opened_at.desc())
    )
    return [{**row, "bytes": int(row["bytes"])} for row in cast(Iterable[dict[str, Any]], query.dicts())]


def sweep() -> int:
    """Close what has been idle for too long, and issue receipts that a dead process left unissued; returns how many."""
    swept = 0
    horizon = utcnow() - timedelta(hours=config.current().delivery_idle_hours)
    for delivery in Delivery.select().where((Delivery.state == "open") & (Delivery.active_at < horizon)):
        swept += _undisturbed(partial(_close_if_idle, delivery.id, horizon))
    minute_ago = utcnow() - timedelta(minutes=1)
    for delivery in Delivery.select().where((Delivery.state == "closing") & (Delivery.closing_at < minute_ago)):
        swept += _undisturbed(partial(receipts.issue, delivery.id))
    return swept


def _undisturbed(step: Callable[[], bool]) -> bool:
    """One delivery whose bytes can't be read just now, or are being written, keeps no other from being looked after."""
    try:
        return step()
    except DomainError as error:
        log.warning("not_swept", reason=error.code)
        return False


def _close_if_idle(delivery_id: UUID, horizon: datetime) -> bool:
    """Bytes that arrive write no row, so the uploads are asked as well."""
    uploads.settle(str(delivery_id))
    moving = any(uploads.active_at(upload) >= horizon for upload in uploads.unfinished(str(delivery_id)))
    if moving:
        return False
    with db.atomic():
        delivery = access.lock(delivery_id)
        if delivery.active_at >= horizon:
            return False
        receipts.begin_closing(delivery, "idle", SystemPrincipal("deliveries"))
    receipts.issue(delivery_id)
    return True


def _described(deliveries: Iterable[Delivery]) -> list[dict[str, Any]]:
    found = list(deliveries)
    counted = manifest.counts(delivery.id for delivery in found)
    return [
        {
            "id": delivery.id,
            "number": delivery.number,
            "title": delivery.title,
            "sender_name": delivery.sender_name,
            "state": delivery.state,
            "opened_at": delivery.opened_at,
            "active_at": delivery.active_at,
            "closed_at": delivery.closed_at,
            "policy": delivery.policy,
            "statement": delivery.statement,
            "files": counted[delivery.id],
        }
        for delivery in found
    ]


def _free_number() -> str:
    """Among 2^40 numbers a taken one is rare; the unique index is what holds."""
    while True:
        number = numbers.new_number()
        if not Delivery.select().where(Delivery.number == number).exists():
            return number


def _position(cursor: str) -> int:
    (position,) = decode_cursor(cursor, 1)
    return int(position)
