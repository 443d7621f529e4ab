"""Filing instances under the rules of custody: one owner, no joining by UID alone, nothing overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from uuid import UUID

import peewee

from backend.db import db, for_update, is_sqlite, new_id, search_key, utcnow
from backend.storage.models import Blob
from backend.studies.attributes import BY_COLUMN, Level, at_level
from backend.studies.header import Header
from backend.studies.identity import PatientIdentity
from backend.studies.models import Instance, InstanceConflict, InstanceSource, Series, Study, StudyAlias


@dataclass(frozen=True)
class IndexOutcome:
    """What became of an instance.

    `new`: filed. `same`: these very bytes were there already. `conflict`: other bytes with this SOP instance UID were
    there already and stay; these are kept beside them for the owner to settle. `seen_in_delivery`: the same delivery
    had brought these bytes before.
    """

    study_id: UUID
    instance_id: UUID
    kind: Literal["new", "same", "conflict"]
    seen_in_delivery: bool


def index_instance(owner_id: UUID, header: Header, blob: Blob, delivery_id: UUID) -> IndexOutcome:
    """File the instance whose bytes are `blob` among the owner's studies. Idempotent, and safe beside itself.

    The rules are in architecture.md, "Custody": an instance joins a study of its UID only if the patients agree,
    else a new variant of the study opens; the same bytes are filed once; other bytes never replace what is there.
    """
    with db.atomic():
        while True:
            variants = locked_variants(owner_id, header.study_instance_uid)
            namesakes = _namesakes(variants, header)
            same = next((known for known in namesakes if known.blob_id == blob.id), None)
            if same is not None:
                return IndexOutcome(same.study_id, same.id, "same", not _note_source(same.id, delivery_id))
            beside = _kept_beside(namesakes, blob)
            if beside is not None:
                is_known = not _keep_conflict(beside, blob, delivery_id)
                return IndexOutcome(beside.study_id, beside.id, "conflict", is_known)
            study = agreeing(variants, header.identity, delivery_id)
            study = study or _open_study(owner_id, header, delivery_id, variants)
            if study is not None:
                first = next((known for known in namesakes if known.study_id == study.id), None)
                return _file_in(study, first, header, blob, delivery_id)


class _Namesake(NamedTuple):
    """An instance of the owner's with the same study and SOP instance UIDs."""

    id: UUID
    study_id: UUID
    blob_id: UUID


def _file_in(study: Study, first: _Namesake | None, header: Header, blob: Blob, delivery_id: UUID) -> IndexOutcome:
    if first is not None:
        return IndexOutcome(study.id, first.id, "conflict", not _keep_conflict(first, blob, delivery_id))
    instance_id = _add_instance(study, header, blob)
    InstanceSource.insert(instance=instance_id, delivery_id=delivery_id).execute()
    return IndexOutcome(study.id, instance_id, "new", False)


def locked_variants(owner_id: UUID, study_instance_uid: str) -> list[Study]:
    """All of the owner's studies with this UID, locked so that whoever else files into them waits.

    While we waited for a lock somebody may have opened a further variant, which the waiting query doesn't see: it asks
    until it has locked all there are. A variant is opened under the locks of the others, so then none can be added.
    """
    query = (
        Study.select()
        .where((Study.owner == owner_id) & (Study.study_instance_uid == study_instance_uid))
        .order_by(Study.variant)
    )
    if is_sqlite():
        return list(query)
    locked: list[Study] = []
    while len(found := list(for_update(query))) > len(locked):
        locked = found
    return locked


def _namesakes(variants: list[Study], header: Header) -> list[_Namesake]:
    if not variants:
        return []
    query = Instance.select(Instance.id, Instance.study, Instance.blob).where(
        Instance.study.in_([study.id for study in variants]), Instance.sop_instance_uid == header.sop_instance_uid
    )
    rows: Any = query.tuples()  # the stubs take it for models
    return [_Namesake(*row) for row in rows]


def _kept_beside(namesakes: list[_Namesake], blob: Blob) -> _Namesake | None:
    """The instance beside which these very bytes are kept already: there they belong, whoever brings them again."""
    if not namesakes:
        return None
    kept = InstanceConflict.select(InstanceConflict.instance).where(
        InstanceConflict.instance.in_([known.id for known in namesakes]), InstanceConflict.blob == blob.id
    )
    found: Any = kept.tuples().first()
    return next(known for known in namesakes if known.id == found[0]) if found else None


def agreeing(variants: list[Study], identity: PatientIdentity, delivery_id: UUID) -> Study | None:
    """The one of these studies into which what has that identity may be filed."""
    for study in variants:
        if _agrees(study, identity, delivery_id):
            return study
    return _merged_agreeing(variants, identity, delivery_id)


def _merged_agreeing(variants: list[Study], identity: PatientIdentity, delivery_id: UUID) -> Study | None:
    """The study into which the owner has merged one of this identity."""
    if not variants:
        return None
    aliases = StudyAlias.select().where(StudyAlias.study.in_([study.id for study in variants])).order_by(StudyAlias.id)
    merged = next((alias.study_id for alias in aliases if _agrees(alias, identity, delivery_id)), None)
    return next((study for study in variants if study.id == merged), None)


def _agrees(filed: Study | StudyAlias, identity: PatientIdentity, delivery_id: UUID) -> bool:
    same_delivery = filed.opened_by_delivery == delivery_id
    return identity_of(filed).agrees_with(identity, same_delivery=same_delivery)


def identity_of(study: Study | StudyAlias) -> PatientIdentity:
    """Whose study this is."""
    return PatientIdentity(study.patient_id, study.issuer_of_patient_id, study.patient_name, study.patient_birth_date)


def _open_study(owner_id: UUID, header: Header, delivery_id: UUID, variants: list[Study]) -> Study | None:
    """Opens the next variant. Returns None if somebody else, on PostgreSQL, opened the first one at the same moment:
    there was no row to lock, and the unique index made us wait."""
    try:
        with db.atomic():
            return Study.create(
                owner=owner_id,
                variant=variants[-1].variant + 1 if variants else 0,
                opened_by_delivery=delivery_id,
                name_search=search_key(header.patient_name),
                **_columns(header, Level.PATIENT, Level.STUDY),
            )
    except peewee.IntegrityError:
        if len(locked_variants(owner_id, header.study_instance_uid)) == len(variants):
            raise  # not the index: the owner is gone
        return None


def _columns(header: Header, *levels: Level) -> dict[str, Any]:
    return {
        attribute.column: getattr(header, attribute.column)
        for level in levels
        for attribute in at_level(level)
        if attribute.stored
    }


def _add_instance(study: Study, header: Header, blob: Blob) -> UUID:
    instance_id = new_id()
    series_id, is_new_series = _series(study, header)
    Instance.insert(id=instance_id, study=study.id, series=series_id, **instance_values(header, blob)).execute()
    Study.update(
        instance_count=Study.instance_count + 1,
        series_count=Study.series_count + int(is_new_series),
        size=Study.size + blob.size,
        updated_at=utcnow(),
        modalities_in_study=with_modality(study.modalities_in_study, header.modality if is_new_series else ""),
        **_still_empty(study, header),
    ).where(Study.id == study.id).execute()
    return instance_id


def instance_values(header: Header, blob: Blob) -> dict[str, Any]:
    """An instance's columns that follow from its bytes."""
    return {
        "blob": blob.id,
        "size": blob.size,
        "position": header.slice_position,
        **_columns(header, Level.INSTANCE),
        "number_of_frames": header.frame_count,
    }


def _series(study: Study, header: Header) -> tuple[UUID, bool]:
    """Counts one more instance for the series, which is opened if need be. The study is locked, so nobody else opens
    it meanwhile. Returns its id and whether it is new."""
    series_id, is_new = find_or_open_series(study.id, header)
    Series.update(instance_count=Series.instance_count + 1).where(Series.id == series_id).execute()
    return series_id, is_new


def find_or_open_series(study_id: UUID, header: Header) -> tuple[UUID, bool]:
    """The study's series of this header, opened empty if there is none. The caller has locked the study."""
    found = (
        Series.select(Series.id)
        .where((Series.study == study_id) & (Series.series_instance_uid == header.series_instance_uid))
        .tuples()
        .first()
    )
    if found is not None:
        return found[0], False
    series_id = new_id()
    Series.insert(id=series_id, study=study_id, instance_count=0, **_columns(header, Level.SERIES)).execute()
    return series_id, True


def with_modality(modalities: str, modality: str) -> str:
    """The modalities, sorted and joined by a backslash, with one more as far as the column takes it."""
    joined = "\\".join(sorted({*modalities.split("\\"), modality} - {""}))
    return joined if len(joined) <= Study.modalities_in_study.max_length else modalities


def _still_empty(study: Study, header: Header) -> dict[str, str]:
    """What the study's first instances left open, and what is no part of the patient's identity."""
    return {
        column: value
        for column, value in _columns(header, Level.PATIENT, Level.STUDY).items()
        if value and not getattr(study, column) and not BY_COLUMN[column].identity
    }


def _note_source(instance_id: UUID, delivery_id: UUID) -> bool:
    """Returns whether the delivery had not brought this instance before."""
    source = {"instance": instance_id, "delivery_id": delivery_id}
    if InstanceSource.get_or_none(**source) is not None:
        return False
    InstanceSource.insert(**source).execute()
    return True


def _keep_conflict(first: _Namesake, blob: Blob, delivery_id: UUID) -> bool:
    """Returns whether the delivery had not brought these bytes before. They count once, whoever brings them, and what
    the owner has settled stays settled when it comes again."""
    kept = InstanceConflict.select(InstanceConflict.delivery_id, InstanceConflict.settled_at).where(
        (InstanceConflict.instance == first.id) & (InstanceConflict.blob == blob.id)
    )
    rows: Any = kept.tuples()
    bringers = dict(rows)
    if delivery_id in bringers:
        return False
    settled_at = next(iter(bringers.values()), None)
    InstanceConflict.insert(instance=first.id, blob=blob.id, delivery_id=delivery_id, settled_at=settled_at).execute()
    if not bringers:
        Study.update(conflict_count=Study.conflict_count + 1).where(Study.id == first.study_id).execute()
    return True
