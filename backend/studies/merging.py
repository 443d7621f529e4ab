"""Merging two studies of one UID, when their owner says that they are the same patient's.

The rules of custody hold as for a delivery: the same bytes are filed once; other bytes with an SOP instance UID that is
there already are kept beside it as a conflict; nothing is lost or overwritten, and who brought what stays known.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import peewee

from backend.db import utcnow
from backend.studies.attributes import Level, at_level
from backend.studies.counts import recount
from backend.studies.models import Instance, InstanceConflict, InstanceSource, Series, Study, StudyAlias


def overlap(one_id: UUID, other_id: UUID) -> tuple[int, int]:
    """How many SOP instances both studies hold with the same bytes, and how many with other bytes."""
    one, other = Instance.alias(), Instance.alias()
    same = peewee.fn.SUM(peewee.Case(None, [(one.blob == other.blob, 1)], 0))
    query: Any = (
        one.select(peewee.fn.COUNT(one.id), peewee.fn.COALESCE(same, 0))
        .join(other, on=(one.sop_instance_uid == other.sop_instance_uid))
        .where(one.study == one_id, other.study == other_id)
        .tuples()
    )
    both, alike = query.get()
    return int(alike), both - int(alike)


def bringers(study_id: UUID) -> set[UUID]:
    """The deliveries that brought any of the study's bytes, in use or beside."""
    of_study = Instance.select(Instance.id).where(Instance.study == study_id)
    found: set[UUID] = set()
    for model in (InstanceSource, InstanceConflict):
        rows: Any = model.select(model.delivery_id).where(model.instance.in_(of_study)).distinct().tuples()
        found |= {delivery_id for (delivery_id,) in rows}
    return found


def merge(source: Study, target: Study) -> None:
    """Move all of `source` into `target` and remove its row; remember its patient's identity as an alias.

    The caller has locked all studies of that UID and re-pointed what else refers to `source`.
    """
    for instance, namesake in _namesakes(source, target):
        _merge_instance(instance, namesake)
    _move_series(source, target)
    _fill_what_is_empty(source, target)
    _remember(source, target)
    Study.delete().where(Study.id == source.id).execute()
    recount(target.id)


def _namesakes(source: Study, target: Study) -> list[tuple[Instance, Instance]]:
    """The instances that both have, from either."""
    known = {instance.sop_instance_uid: instance for instance in Instance.select().where(Instance.study == target.id)}
    query = Instance.select().where(Instance.study == source.id).order_by(Instance.id)
    return [(instance, known[instance.sop_instance_uid]) for instance in query if instance.sop_instance_uid in known]


def _merge_instance(instance: Instance, namesake: Instance) -> None:
    """All versions of an instance become versions of its namesake, whose bytes stay in use."""
    sources = InstanceSource.select().where(InstanceSource.instance == instance.id).order_by(InstanceSource.id)
    for source in list(sources):
        _add_version(namesake, instance.blob_id, source.delivery_id, instance.created_at, None)
    beside = InstanceConflict.select().where(InstanceConflict.instance == instance.id).order_by(InstanceConflict.id)
    for kept in list(beside):
        _add_version(namesake, kept.blob_id, kept.delivery_id, kept.created_at, kept.settled_at)
    Instance.delete().where(Instance.id == instance.id).execute()


def _add_version(
    instance: Instance, blob_id: UUID, delivery_id: UUID, arrived_at: datetime, settled_at: datetime | None
) -> None:
    if blob_id == instance.blob_id:
        InstanceSource.insert(instance=instance.id, delivery_id=delivery_id).on_conflict_ignore().execute()
        return
    alike = (InstanceConflict.instance == instance.id) & (InstanceConflict.blob == blob_id)
    rows: Any = InstanceConflict.select(InstanceConflict.settled_at).where(alike).limit(1).tuples()
    known = list(rows)
    InstanceConflict.insert(
        instance=instance.id,
        blob=blob_id,
        delivery_id=delivery_id,
        created_at=arrived_at,
        settled_at=known[0][0] if known else settled_at,
    ).on_conflict_ignore().execute()


def _move_series(source: Study, target: Study) -> None:
    """What is left in the source's series, series by series."""
    known = {series.series_instance_uid: series.id for series in Series.select().where(Series.study == target.id)}
    for series in list(Series.select().where(Series.study == source.id)):
        series_id = known.get(series.series_instance_uid, series.id)
        if series_id == series.id:
            Series.update(study=target.id).where(Series.id == series.id).execute()
        Instance.update(study=target.id, series=series_id).where(Instance.series == series.id).execute()


def _fill_what_is_empty(source: Study, target: Study) -> None:
    """As filing does: what the study left open, and what is no part of the patient's identity."""
    columns = [
        attribute.column
        for level in (Level.PATIENT, Level.STUDY)
        for attribute in at_level(level)
        if not attribute.identity
    ]
    values = {
        column: getattr(source, column) for column in columns if getattr(source, column) and not getattr(target, column)
    }
    if values:
        Study.update(**values).where(Study.id == target.id).execute()


def _remember(source: Study, target: Study) -> None:
    StudyAlias.update(study=target.id).where(StudyAlias.study == source.id).execute()
    StudyAlias.insert(
        study=target.id,
        opened_by_delivery=source.opened_by_delivery,
        patient_id=source.patient_id,
        issuer_of_patient_id=source.issuer_of_patient_id,
        patient_name=source.patient_name,
        patient_birth_date=source.patient_birth_date,
    ).execute()


def settle_identity(study_id: UUID) -> bool:
    """The owner has said whose this study is: its mark goes. Returns whether the study is there."""
    return bool(Study.update(identity_settled_at=utcnow()).where(Study.id == study_id).execute())


def reopen_identity(study_id: UUID) -> bool:
    """The owner takes their word back: the mark is there again. Returns whether the study is there."""
    return bool(Study.update(identity_settled_at=None).where(Study.id == study_id).execute())
