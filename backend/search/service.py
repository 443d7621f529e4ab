"""Patient Studies: finding studies among those that the searcher may see."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

import peewee

from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import db
from backend.folders import access
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal
from backend.search.query import Query
from backend.studies.models import Study
from backend.web.paging import BadCursor, decode_cursor, encode_cursor


def search(user: UserPrincipal, *, limit: int, cursor: str | None, **conditions: Any) -> dict[str, Any]:
    """A page of the studies that meet every condition, newest first, as `schemas.FoundStudiesSchema` says.

    The first page is recorded: which conditions were given, not what they were. Raises Invalid, BadCursor.
    """
    query = Query(**conditions)
    newest_first = (Study.study_date.desc(), Study.id.desc())
    found = (
        Study.select().where(access.visible_studies(user), *query.conditions(), *_after(cursor)).order_by(*newest_first)
    )
    studies = list(found.limit(limit + 1))
    page = studies[:limit]
    if cursor is None:
        with db.atomic():
            audit.record(user, Event.SEARCH_RUN, f"user:{user.user_id}", conditions=query.asked)
    holders = _holders(user, [study.id for study in page])
    last = page[-1] if len(studies) > limit else None
    return {
        "items": [_described(study, holders[study.id]) for study in page if study.id in holders],
        "next_cursor": encode_cursor([last.study_date, str(last.id)]) if last else None,
    }


def _after(cursor: str | None) -> list[Any]:
    if cursor is None:
        return []
    study_date, study_id = decode_cursor(cursor, 2)
    try:
        key: Any = Study.id
        last = peewee.Tuple(study_date, key.db_value(UUID(study_id)))
    except (ValueError, AttributeError) as error:
        raise BadCursor from error
    if not isinstance(study_date, str):
        raise BadCursor
    return [peewee.Tuple(Study.study_date, Study.id) < last]


def _holders(user: UserPrincipal, study_ids: Collection[UUID]) -> dict[UUID, Folder]:
    """For each study the folder, of those that the user sees, into which it was laid last."""
    entries: Any = (
        FolderEntry.select(FolderEntry.study, Folder)
        .join(Folder)
        .where(FolderEntry.study.in_(study_ids), access.live_entry(user))
        .order_by(FolderEntry.added_at, FolderEntry.id)
    )
    return {entry.study_id: entry.folder for entry in entries}


def _described(study: Study, folder: Folder) -> dict[str, Any]:
    return {
        "id": study.id,
        "StudyInstanceUID": study.study_instance_uid,
        "PatientName": study.patient_name,
        "PatientID": study.patient_id,
        "PatientBirthDate": study.patient_birth_date,
        "PatientSex": study.patient_sex,
        "StudyDate": study.study_date,
        "StudyDescription": study.study_description,
        "AccessionNumber": study.accession_number,
        "ModalitiesInStudy": list(filter(None, study.modalities_in_study.split("\\"))),
        "variant": study.marked_variant,
        "series_count": study.series_count,
        "instance_count": study.instance_count,
        "size": study.size,
        "folder_id": folder.id,
        "folder_name": folder.name,
    }
