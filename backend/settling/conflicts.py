"""Conflicts of a study: what came as one SOP instance with different bytes, and which of it is in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import anew_if_deadlocked, db
from backend.errors import Invalid, NotFound
from backend.folders import entries
from backend.principal import UserPrincipal
from backend.settling import opening, provenance
from backend.storage import service as storage
from backend.studies import differences, settling
from backend.studies.errors import NotAnImage
from backend.studies.header import read_header
from backend.studies.models import Series
from backend.studies.settling import Choice, Contested, Keep, Version
from backend.viewing import studies as viewing
from backend.viewing.streaming import Picture
from backend.web.paging import decode_cursor, encode_cursor

#: Conflicts that one request settles: each may read a header.
AT_ONCE = 1000


def page(user: UserPrincipal, study_id: UUID, *, is_open: bool, limit: int, cursor: str | None) -> dict[str, Any]:
    """A page of the study's conflicts (`ConflictsSchema`). Raises NotFound, OnlyOwnerSettles, BadCursor."""
    opening.own_study(user, study_id)
    after = _position(cursor)
    ids = settling.contested_ids(study_id, is_open=is_open, after=after, limit=limit + 1)
    return {
        "items": _described(settling.contested(study_id, ids[:limit])),
        "total": settling.count_contested(study_id, is_open=is_open),
        "next_cursor": encode_cursor([str(ids[limit - 1])]) if len(ids) > limit else None,
    }


def read(user: UserPrincipal, study_id: UUID, instance_id: UUID) -> dict[str, Any]:
    """One conflict, with what differs between its versions (`ConflictDetailSchema`). Raises as `page` does."""
    contest = _contested(user, study_id, instance_id)
    [described] = _described([contest])
    readings = []
    for version in contest.versions:
        with storage.store().open(version.blob.key) as source:
            readings.append(differences.read(source))
    for version, reading in zip(described["versions"], readings, strict=True):
        version["frame_count"] = reading.header.frame_count
    return {
        **described,
        "differences": differences.between(readings),
        "same_pixels": len({reading.pixels_digest for reading in readings}) == 1,
    }


def thumbnail(user: UserPrincipal, study_id: UUID, instance_id: UUID, sha256: str) -> Picture:
    """The middle frame of one version. Raises NotFound, OnlyOwnerSettles, NotAnImage."""
    contest = _contested(user, study_id, instance_id)
    version = next((version for version in contest.versions if version.blob.sha256 == sha256), None)
    if version is None:
        raise NotFound
    with storage.store().open(version.blob.key) as source:
        frames = read_header(source).frame_count
    if frames == 0:
        raise NotAnImage
    return viewing.thumbnail_of(version.blob, frames)


@anew_if_deadlocked
def settle(
    user: UserPrincipal, study_id: UUID, *, choices: Sequence[dict[str, Any]], keep: Keep | None
) -> dict[str, Any]:
    """Settle as chosen, or all conflicts alike, the first `AT_ONCE` of them (`SettledSchema`).

    Raises NotFound, OnlyOwnerSettles, NoSuchVersion, and Invalid if nothing is chosen.
    """
    opening.own_study(user, study_id)
    chosen = _chosen(study_id, choices, keep)
    headers = settling.headers_of(study_id, chosen)
    with db.atomic():
        before = settling.settle_read(study_id, chosen, headers)
        entries.study_changed(study_id)
        audit.record(
            user,
            Event.STUDY_CONFLICTS_SETTLED,
            f"study:{study_id}",
            used={str(choice.instance_id): choice.use for choice in chosen},
            open=sum(bool(choice.open) for choice in chosen),
        )
    return {
        "previous": [_choice(choice) for choice in before],
        "waiting": settling.count_contested(study_id, is_open=True),
    }


def _chosen(study_id: UUID, choices: Sequence[dict[str, Any]], keep: Keep | None) -> list[Choice]:
    if keep is not None:
        ids = settling.contested_ids(study_id, is_open=True, limit=AT_ONCE)
        return settling.keeping(settling.contested(study_id, ids), keep)
    if not choices:
        raise Invalid({"choices": "Please choose one."})
    return [Choice(choice["conflict_id"], choice["use"], frozenset(choice["open"])) for choice in choices]


def _choice(choice: Choice) -> dict[str, Any]:
    return {"conflict_id": choice.instance_id, "use": choice.use, "open": sorted(choice.open)}


def _contested(user: UserPrincipal, study_id: UUID, instance_id: UUID) -> Contested:
    opening.own_study(user, study_id)
    found = settling.contested(study_id, [instance_id])
    if not found:
        raise NotFound
    return found[0]


def _position(cursor: str | None) -> UUID | None:
    if cursor is None:
        return None
    [after] = decode_cursor(cursor, 1)
    return opening.as_id(after)


def _described(contests: Sequence[Contested]) -> list[dict[str, Any]]:
    bringers = {delivery_id for one in contests for version in one.versions for delivery_id in version.delivery_ids}
    senders = provenance.senders(bringers)
    query = Series.select().where(Series.id.in_({contest.instance.series_id for contest in contests}))
    series = {one.id: one for one in query}
    return [_conflict(contest, series[contest.instance.series_id], senders) for contest in contests]


def _conflict(contest: Contested, series: Series, senders: dict[UUID, dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": contest.instance.id,
        "SOPInstanceUID": contest.instance.sop_instance_uid,
        "InstanceNumber": contest.instance.instance_number,
        "SeriesNumber": series.series_number,
        "SeriesDescription": series.series_description,
        "Modality": series.modality,
        "is_open": contest.is_open,
        "versions": [_version(version, senders) for version in contest.versions],
    }


def _version(version: Version, senders: dict[UUID, dict[str, Any]]) -> dict[str, Any]:
    return {
        "sha256": version.blob.sha256,
        "size": version.blob.size,
        "arrived_at": version.arrived_at,
        "in_use": version.in_use,
        "is_open": version.is_open,
        "senders": [senders[delivery_id] for delivery_id in version.delivery_ids if delivery_id in senders],
    }
