"""Settling conflicts: which of the bytes that came as one SOP instance are in use.

All of them stay, in use or beside: settling changes which is which, and can be turned back at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import peewee

from backend.db import db, for_update, utcnow
from backend.storage import service as storage
from backend.storage.models import Blob
from backend.studies.counts import recount
from backend.studies.errors import NoSuchVersion
from backend.studies.header import Header, read_header
from backend.studies.models import Instance, InstanceConflict, InstanceSource, Study
from backend.studies.service import find_or_open_series, instance_values

#: Whether the bytes that came first are used, or those that came last.
Keep = Literal["first", "latest"]


@dataclass(frozen=True)
class Version:
    """Bytes that came as this instance. `is_open`: they wait for the owner to settle them."""

    blob: Blob
    arrived_at: datetime
    delivery_ids: tuple[UUID, ...]
    in_use: bool
    is_open: bool


@dataclass(frozen=True)
class Contested:
    """An instance for which several versions came, in the order of their arrival."""

    instance: Instance
    versions: tuple[Version, ...]

    @property
    def is_open(self) -> bool:
        """Whether any of them waits to be settled."""
        return any(version.is_open for version in self.versions)

    @property
    def state(self) -> Choice:
        """What is used and what waits; choosing it again turns back whatever was chosen since."""
        [used] = [version.blob.sha256 for version in self.versions if version.in_use]
        return Choice(
            self.instance.id, used, frozenset(version.blob.sha256 for version in self.versions if version.is_open)
        )


@dataclass(frozen=True)
class Choice:
    """Use the bytes with this SHA-256; those in `open` still wait to be settled, all others are settled."""

    instance_id: UUID
    use: str
    open: frozenset[str] = frozenset()


def contested(study_id: UUID, instance_ids: Collection[UUID]) -> list[Contested]:
    """The study's instances among these for which several versions came, with all their versions."""
    query = (
        Instance.select(Instance, Blob)
        .join(Blob)
        .where(Instance.study == study_id, Instance.id.in_(list(instance_ids)))
        .order_by(Instance.id)
    )
    instances = list(query)
    beside = _beside([instance.id for instance in instances])
    sources = _sources(beside)
    return [
        Contested(instance, _in_order(_used(instance, sources.get(instance.id, ())), beside[instance.id]))
        for instance in instances
        if instance.id in beside
    ]


def contested_ids(study_id: UUID, *, is_open: bool, after: UUID | None = None, limit: int) -> list[UUID]:
    """Instances with bytes that wait to be settled, or with settled ones only; from the one after `after`."""
    query = _contested_ids(study_id, is_open=is_open).order_by(Instance.id).limit(limit)
    rows: Any = (query if after is None else query.where(Instance.id > after)).tuples()
    return [instance_id for (instance_id,) in rows]


def count_contested(study_id: UUID, *, is_open: bool) -> int:
    """How many instances `contested_ids` would name without a limit."""
    count: int = _contested_ids(study_id, is_open=is_open).count()
    return count


def keeping(contests: Iterable[Contested], keep: Keep) -> list[Choice]:
    """The choice for each: the version that came first, or the one that came last."""
    place = 0 if keep == "first" else -1
    return [Choice(contest.instance.id, contest.versions[place].blob.sha256) for contest in contests]


def settle(study_id: UUID, choices: Sequence[Choice]) -> list[Choice]:
    """Put the chosen bytes in use; returns what would turn all of it back.

    Call it outside of a transaction unless `headers_of` was: it reads stored bytes. Raises NoSuchVersion, and changes
    nothing, if an instance or its bytes are not (or no longer) there; BlobMissing.
    """
    headers = headers_of(study_id, choices)
    with db.atomic():
        return settle_read(study_id, choices, headers)


def headers_of(study_id: UUID, choices: Sequence[Choice]) -> dict[str, Header]:
    """The headers of the bytes that are to be put in use, by SHA-256. No transaction may be open: it reads them."""
    headers: dict[str, Header] = {}
    for contest in contested(study_id, {choice.instance_id for choice in choices}):
        wanted = {choice.use for choice in choices if choice.instance_id == contest.instance.id}
        for version in contest.versions:
            if version.blob.sha256 in wanted and not version.in_use:
                with storage.store().open(version.blob.key) as source:
                    headers[version.blob.sha256] = read_header(source)
    return headers


def settle_read(study_id: UUID, choices: Sequence[Choice], headers: Mapping[str, Header]) -> list[Choice]:
    """`settle` inside the caller's transaction, with headers that were read before it."""
    if not list(for_update(Study.select().where(Study.id == study_id))):
        raise NoSuchVersion  # merged into another one meanwhile
    contests = {contest.instance.id: contest for contest in contested(study_id, {c.instance_id for c in choices})}
    if len(contests) < len({choice.instance_id for choice in choices}):
        raise NoSuchVersion
    before = [contests[choice.instance_id].state for choice in choices]
    for choice in choices:
        _settle_one(contests[choice.instance_id], choice, headers)
    recount(study_id)
    return before


def _settle_one(contest: Contested, choice: Choice, headers: Mapping[str, Header]) -> None:
    known = {version.blob.sha256: version for version in contest.versions}
    if choice.use not in known or not choice.open <= set(known) - {choice.use}:
        raise NoSuchVersion
    if not known[choice.use].in_use:
        if choice.use not in headers:
            raise NoSuchVersion  # somebody else has just chosen otherwise
        _exchange(contest, known[choice.use], headers[choice.use])
    opened = [known[sha256].blob.id for sha256 in choice.open]
    beside = InstanceConflict.instance == contest.instance.id
    is_opened = InstanceConflict.blob.in_(opened)
    InstanceConflict.update(settled_at=None).where(beside & is_opened).execute()
    InstanceConflict.update(settled_at=utcnow()).where(
        beside & ~is_opened & InstanceConflict.settled_at.is_null()
    ).execute()


def _exchange(contest: Contested, chosen: Version, header: Header) -> None:
    """The chosen bytes become the instance's, and those that were in use lie beside it. Who brought which goes along,
    so that what a delivery brought is told by the same rows as before."""
    instance = contest.instance
    [used] = [version for version in contest.versions if version.in_use]
    InstanceSource.delete().where(InstanceSource.instance == instance.id).execute()
    InstanceConflict.delete().where(
        (InstanceConflict.instance == instance.id) & (InstanceConflict.blob == chosen.blob.id)
    ).execute()
    for delivery_id in chosen.delivery_ids:
        InstanceSource.insert(instance=instance.id, delivery_id=delivery_id).execute()
    for delivery_id in used.delivery_ids:
        InstanceConflict.insert(
            instance=instance.id, blob=used.blob.id, delivery_id=delivery_id, created_at=used.arrived_at
        ).execute()
    series_id, _ = find_or_open_series(instance.study_id, header)
    Instance.update(series=series_id, created_at=chosen.arrived_at, **instance_values(header, chosen.blob)).where(
        Instance.id == instance.id
    ).execute()


def _contested_ids(study_id: UUID, *, is_open: bool) -> Any:
    conflict = InstanceConflict.alias()
    waits = conflict.select(peewee.Value(1)).where(conflict.instance == Instance.id, conflict.settled_at.is_null())
    settled = conflict.select(peewee.Value(1)).where(
        conflict.instance == Instance.id, conflict.settled_at.is_null(False)
    )
    condition = peewee.fn.EXISTS(waits) if is_open else peewee.fn.EXISTS(settled) & ~peewee.fn.EXISTS(waits)
    return Instance.select(Instance.id).where(Instance.study == study_id, condition)


def _beside(instance_ids: Collection[UUID]) -> dict[UUID, list[Version]]:
    """For each instance that has any, the versions that are not in use."""
    rows: dict[tuple[UUID, UUID], list[InstanceConflict]] = {}
    query = (
        InstanceConflict.select(InstanceConflict, Blob)
        .join(Blob)
        .where(InstanceConflict.instance.in_(list(instance_ids)))
        .order_by(InstanceConflict.created_at, InstanceConflict.id)
    )
    for row in query:
        rows.setdefault((row.instance_id, row.blob_id), []).append(row)
    found: dict[UUID, list[Version]] = {}
    for (instance_id, _), alike in rows.items():
        deliveries = tuple(row.delivery_id for row in alike)
        version = Version(alike[0].blob, alike[0].created_at, deliveries, False, alike[0].settled_at is None)
        found.setdefault(instance_id, []).append(version)
    return found


def _sources(instance_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Which deliveries brought the bytes that are in use."""
    found: dict[UUID, list[UUID]] = {}
    query = (
        InstanceSource.select(InstanceSource.instance, InstanceSource.delivery_id)
        .where(InstanceSource.instance.in_(list(instance_ids)))
        .order_by(InstanceSource.id)
    )
    rows: Any = query.tuples()
    for instance_id, delivery_id in rows:
        found.setdefault(instance_id, []).append(delivery_id)
    return found


def _used(instance: Instance, delivery_ids: Sequence[UUID]) -> Version:
    # Nothing in use may lose its last reference by an exchange, even if nobody is known to have brought it
    bringers = tuple(delivery_ids) or (instance.study_id,)
    return Version(instance.blob, instance.created_at, bringers, in_use=True, is_open=False)


def _in_order(used: Version, beside: Sequence[Version]) -> tuple[Version, ...]:
    return tuple(sorted((used, *beside), key=lambda version: (version.arrived_at, version.blob.sha256)))
