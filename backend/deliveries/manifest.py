"""The manifest: what is to come, line by line, and how the lines are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

import peewee

from backend.db import new_id
from backend.deliveries import paths
from backend.deliveries.errors import TooManyBytes, TooManyFiles
from backend.deliveries.models import Delivery, DeliveryFile
from backend.intake.policy import Policy

STATES = ("declared", "uploading", "received", "filed", "conflict", "duplicate", "refused", "left_out", "unsent")
BATCH = 500

#: What a line is found again by.
Key = tuple[str, int, int]


def add(delivery: Delivery, files: Sequence[dict[str, Any]]) -> list[int]:
    """Add files (`DeclaredFileSchema`) to the locked delivery's manifest; returns their positions, in their order.

    A file that has a line already (same path, size and time) keeps it; the k-th of several alike in one call is the
    k-th such line. One that was left out and now is not, or the other way round, changes its line's state, unless it
    has been sent. Raises TooManyFiles, TooManyBytes.
    """
    lines: dict[Key, list[tuple[int, str]]] = defaultdict(list)
    query = (
        DeliveryFile.select(
            DeliveryFile.path, DeliveryFile.size, DeliveryFile.last_modified, DeliveryFile.position, DeliveryFile.state
        )
        .where(DeliveryFile.delivery == delivery.id)
        .order_by(DeliveryFile.position)
    )
    next_position = 0
    for path, size, modified, position, state in cast(Iterable[tuple[Any, ...]], query.tuples()):
        lines[path, size, modified].append((position, state))
        next_position = position + 1
    met: dict[Key, int] = defaultdict(int)
    positions: list[int] = []
    new: list[dict[str, Any]] = []
    for declared in files:
        key = (paths.clean(declared["path"]), declared["size"], declared.get("last_modified") or 0)
        reason = declared.get("left_out")
        nth = met[key]
        met[key] += 1
        if nth < len(lines[key]):
            position, state = lines[key][nth]
            _change_mind(delivery, position, state, reason)
        else:
            position = next_position
            next_position += 1
            lines[key].append((position, "left_out" if reason else "declared"))
            new.append(_row(delivery.id, position, key, reason))
        positions.append(position)
    for batch in peewee.chunked(new, BATCH):
        DeliveryFile.insert_many(batch).execute()
    require_within(delivery)
    return positions


def counts(delivery_ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """For each delivery `CountsSchema`, by one grouped query. `total` and `bytes` are of what is, or was, to be
    sent.
    """
    ids = list(delivery_ids)
    found = {delivery_id: dict.fromkeys(("total", "bytes", *STATES), 0) for delivery_id in ids}
    query = (
        DeliveryFile.select(
            DeliveryFile.delivery,
            DeliveryFile.state,
            peewee.fn.COUNT(DeliveryFile.id),
            peewee.fn.SUM(DeliveryFile.size),
        )
        .where(DeliveryFile.delivery.in_(ids))
        .group_by(DeliveryFile.delivery, DeliveryFile.state)
    )
    for delivery_id, state, count, size in cast(Iterable[tuple[Any, ...]], query.tuples()):
        entry = found[delivery_id]
        entry[state] = count
        if state != "left_out":
            entry["total"] += count
            entry["bytes"] += int(size)
    return found


def lines(delivery_id: UUID, positions: Sequence[int]) -> list[DeliveryFile]:
    """The lines at these positions, in their order."""
    found: dict[int, DeliveryFile] = {}
    for batch in peewee.chunked(sorted(set(positions)), BATCH):
        query = DeliveryFile.select().where(
            (DeliveryFile.delivery == delivery_id) & DeliveryFile.position.in_(list(batch))
        )
        found.update((line.position, line) for line in query)
    return [found[position] for position in positions if position in found]


def _row(delivery_id: UUID, position: int, key: Key, reason: str | None) -> dict[str, Any]:
    path, size, modified = key
    return {
        "id": new_id(),
        "delivery": delivery_id,
        "position": position,
        "path": path,
        "size": size,
        "last_modified": modified,
        "state": "left_out" if reason else "declared",
        "reason": reason or None,
    }


def _change_mind(delivery: Delivery, position: int, state: str, reason: str | None) -> None:
    wanted = "left_out" if reason else "declared"
    if state in ("declared", "left_out") and (state != wanted or reason):
        DeliveryFile.update(state=wanted, reason=reason or None).where(
            (DeliveryFile.delivery == delivery.id) & (DeliveryFile.position == position)
        ).execute()


def require_within(delivery: Delivery) -> None:
    """Raises TooManyFiles, TooManyBytes if the manifest holds more than the policy lets in."""
    policy = Policy.from_json(delivery.policy)
    counted = counts([delivery.id])[delivery.id]
    if counted["total"] > policy.files_most or counted["left_out"] > policy.files_most:
        raise TooManyFiles(most=policy.files_most)
    if counted["bytes"] > policy.bytes_most:
        raise TooManyBytes(gigabytes=f"{policy.bytes_most / 1e9:.3g}")
