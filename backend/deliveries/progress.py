"""How far open deliveries are, by the bytes that are here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import peewee

from backend.deliveries.models import Delivery, DeliveryFile
from backend.uploads import service as uploads
from backend.uploads.models import Upload

#: What has arrived whole, whatever became of it.
ARRIVED = ("received", "filed", "conflict", "duplicate", "refused")
UNDER_WAY = ("declared", "uploading")


@dataclass(frozen=True)
class Progress:
    """Files and bytes that are here, of those that were announced; `active_at` is when bytes came last (UTC)."""

    delivery: Delivery
    files_here: int
    files_total: int
    bytes_here: int
    bytes_total: int
    active_at: datetime

    @property
    def percent(self) -> int:
        """Whole per cent of the bytes; 100 only when all are here."""
        return 0 if not self.bytes_total else min(100 * self.bytes_here // self.bytes_total, 100)


def of_open(origin_refs: Collection[str]) -> list[Progress]:
    """The open deliveries of these origins, oldest first."""
    chosen = Delivery.origin_ref.in_(origin_refs) & (Delivery.state == "open")
    found = list(Delivery.select().where(chosen).order_by(Delivery.opened_at, Delivery.id))
    counted = _counted(found)
    return [_progress(delivery, counted) for delivery in found]


def of_idle_since(horizon: datetime, *, via: str) -> list[Progress]:
    """The open deliveries of this way to which nothing has come since then (UTC), oldest first."""
    chosen = (Delivery.state == "open") & (Delivery.active_at < horizon) & (Delivery.via == via)
    found = list(Delivery.select().where(chosen).order_by(Delivery.opened_at, Delivery.id))
    counted = _counted(found)
    return [each for each in (_progress(delivery, counted) for delivery in found) if each.active_at < horizon]


def _progress(delivery: Delivery, counted: dict[tuple[str, str], tuple[int, int]]) -> Progress:
    claim = str(delivery.id)
    arrived = [counted.get((claim, state), (0, 0)) for state in ARRIVED]
    to_come = [counted.get((claim, state), (0, 0)) for state in UNDER_WAY]
    bytes_here = sum(size for _, size in arrived)
    bytes_total = bytes_here + sum(size for _, size in to_come)
    under_way: list[Upload] = uploads.unfinished(claim)
    return Progress(
        delivery=delivery,
        files_here=sum(count for count, _ in arrived),
        files_total=sum(count for count, _ in (*arrived, *to_come)),
        bytes_here=min(bytes_here + sum(map(uploads.offset, under_way)), bytes_total),
        bytes_total=bytes_total,
        active_at=max([delivery.active_at, *map(uploads.active_at, under_way)]),
    )


def _counted(deliveries: Collection[Delivery]) -> dict[tuple[str, str], tuple[int, int]]:
    """(files, bytes) by delivery and state."""
    query = (
        DeliveryFile.select(
            DeliveryFile.delivery,
            DeliveryFile.state,
            peewee.fn.COUNT(DeliveryFile.id),
            peewee.fn.SUM(DeliveryFile.size),
        )
        .where(DeliveryFile.delivery.in_([delivery.id for delivery in deliveries]))
        .group_by(DeliveryFile.delivery, DeliveryFile.state)
    )
    rows = cast(Iterable[tuple[object, str, int, int]], query.tuples())
    return {(str(delivery_id), state): (count, int(size)) for delivery_id, state, count, size in rows}
