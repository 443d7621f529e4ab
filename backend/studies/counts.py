"""What a study's row says of its instances, worked out anew from their rows after more than one filing has changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import peewee

from backend.db import utcnow
from backend.studies.models import Instance, InstanceConflict, Series, Study
from backend.studies.service import with_modality


def recount(study_id: UUID) -> None:
    """Set the study's and its series' counts, size and modalities; a series that holds nothing any more goes.

    The caller has locked the study.
    """
    _recount_series(study_id)
    modalities = ""
    series: Any = Series.select(Series.modality).where(Series.study == study_id).order_by(Series.id).tuples()
    for (modality,) in series:
        modalities = with_modality(modalities, modality)
    size: Any = Instance.select(peewee.fn.COALESCE(peewee.fn.SUM(Instance.size), 0)).where(Instance.study == study_id)
    Study.update(
        instance_count=Instance.select().where(Instance.study == study_id).count(),
        series_count=Series.select().where(Series.study == study_id).count(),
        size=int(size.scalar()),
        conflict_count=_open_conflicts(study_id).count(),
        modalities_in_study=modalities,
        updated_at=utcnow(),
    ).where(Study.id == study_id).execute()


def _recount_series(study_id: UUID) -> None:
    of_study = Series.study == study_id
    held = Instance.select(peewee.fn.COUNT(Instance.id)).where(Instance.series == Series.id)
    Series.update(instance_count=held).where(of_study).execute()
    Series.delete().where(of_study & (Series.instance_count == 0)).execute()


def _open_conflicts(study_id: UUID) -> Any:
    """Bytes that wait to be settled; they count once for an instance, whoever brought them."""
    return (
        InstanceConflict.select(InstanceConflict.instance, InstanceConflict.blob)
        .join(Instance)
        .where(Instance.study == study_id, InstanceConflict.settled_at.is_null())
        .distinct()
    )
