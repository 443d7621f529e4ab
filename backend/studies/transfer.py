"""A study in another owner's custody: rows of their own over the same bytes.

The rules are those of a delivery (architecture.md, "Custody"): it joins a study of its UID only if the patients agree,
else a new variant opens; the same bytes are there once; other bytes are kept beside as a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import peewee

from backend.db import db, new_id
from backend.studies import merging
from backend.studies.models import Instance, InstanceConflict, InstanceSource, Series, Study, StudyAlias
from backend.studies.service import agreeing, identity_of, locked_variants

#: What a copy takes over from the study's row; whether its owner has settled whose it is, is each owner's own to say.
_NOT_TAKEN = frozenset({"id", "owner", "variant", "opened_by_delivery", "created_at", "updated_at"})
_ROWS_AT_ONCE = 500


def copy_studies(studies: Iterable[Study], owner_id: UUID, copy_id: UUID) -> dict[UUID, UUID]:
    """Copy them into the owner's custody; says for each study which of the owner's it has become.

    `copy_id` stands where a delivery's id would: it is what brought the instances. Call it inside a transaction that
    has locked no tree: whoever files locks studies first. The studies are taken in the order of their UIDs, so that
    two who copy never wait for each other.
    """
    ordered = sorted(studies, key=lambda study: (study.study_instance_uid, study.variant, study.id))
    return {study.id: _copy(study, owner_id, copy_id) for study in ordered}


def _copy(source: Study, owner_id: UUID, copy_id: UUID) -> UUID:
    while True:
        variants = locked_variants(owner_id, source.study_instance_uid)
        opened = _open(source, owner_id, copy_id, variants)
        if opened is not None:
            break
    _copy_content(source.id, opened.id, copy_id)
    into = agreeing(variants, identity_of(source), copy_id) or _holding_all(variants, source.id)
    if into is None:
        return opened.id
    merging.merge(Study.get_by_id(opened.id), into)
    StudyAlias.delete().where(StudyAlias.study == into.id, StudyAlias.opened_by_delivery == copy_id).execute()
    return into.id


def _open(source: Study, owner_id: UUID, copy_id: UUID, variants: list[Study]) -> Study | None:
    """The next variant; None if somebody else opened the first one at the same moment."""
    values = {name: getattr(source, name) for name in Study._meta.fields if name not in _NOT_TAKEN}
    values["identity_settled_at"] = None
    number = variants[-1].variant + 1 if variants else 0
    try:
        with db.atomic():
            created: Study = Study.create(owner=owner_id, variant=number, opened_by_delivery=copy_id, **values)
            return created
    except peewee.IntegrityError:
        if len(locked_variants(owner_id, source.study_instance_uid)) == len(variants):
            raise  # not the index: the owner is gone
        return None


def _holding_all(variants: list[Study], source_id: UUID) -> Study | None:
    """The owner's study that holds all of these very bytes: they belong there, whoever brings them again."""
    own = Instance.alias()
    for study in variants:
        same = own.select(peewee.Value(1)).where(
            own.study == study.id, own.sop_instance_uid == Instance.sop_instance_uid, own.blob == Instance.blob
        )
        missing = Instance.select().where(Instance.study == source_id, ~peewee.fn.EXISTS(same))
        if not missing.exists():
            return study
    return None


def _copy_content(source_id: UUID, study_id: UUID, copy_id: UUID) -> None:
    series = _copy_rows(Series, Series.study == source_id, lambda row: {"study": study_id})
    instances = _copy_rows(
        Instance, Instance.study == source_id, lambda row: {"study": study_id, "series": series[row["series"]]}
    )
    _insert(InstanceSource, [{"instance": instance, "delivery_id": copy_id} for instance in instances.values()])
    query: Any = (
        InstanceConflict.select(
            InstanceConflict.instance,
            InstanceConflict.blob,
            peewee.fn.MIN(InstanceConflict.created_at).alias("created_at"),
            peewee.fn.MIN(InstanceConflict.settled_at).alias("settled_at"),
        )
        .join(Instance)
        .where(Instance.study == source_id)
        .group_by(InstanceConflict.instance, InstanceConflict.blob)
    )
    kept = [{**row, "instance": instances[row["instance"]], "delivery_id": copy_id} for row in query.dicts()]
    _insert(InstanceConflict, kept)


def _copy_rows(model: Any, condition: Any, changed: Any) -> dict[UUID, UUID]:
    """Copy rows under new ids, with the columns that `changed` gives for each; says which became which."""
    became: dict[UUID, UUID] = {}
    rows = []
    for row in model.select().where(condition).dicts():
        became[row["id"]] = new_id()
        rows.append({**row, **changed(row), "id": became[row["id"]]})
    _insert(model, rows)
    return became


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    for batch in peewee.chunked(rows, _ROWS_AT_ONCE):
        model.insert_many(batch).execute()
