"""Studies of one UID that were filed for different patients: are they one patient's?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import anew_if_deadlocked, db
from backend.errors import Invalid
from backend.folders import access, entries, tree
from backend.folders.models import FolderEntry
from backend.folders.repointing import repoint_study
from backend.principal import UserPrincipal
from backend.settling import opening, provenance
from backend.settling.errors import NoLongerThere
from backend.studies import merging
from backend.studies.attributes import Level, at_level
from backend.studies.models import Study
from backend.studies.service import locked_variants
from backend.viewing import studies as viewing


def variants(user: UserPrincipal, study_id: UUID) -> list[dict[str, Any]]:
    """The owner's studies of this UID, this one first (`VariantSchema`). Raises NotFound, OnlyOwnerSettles."""
    study = opening.own_study(user, study_id)
    found = _visible_variants(user, study)
    senders = provenance.senders({one.opened_by_delivery for one in found if one.opened_by_delivery})
    places = _places(user, [one.id for one in found])
    return [
        {
            **{
                attribute.keyword: getattr(one, attribute.column)
                for level in (Level.PATIENT, Level.STUDY)
                for attribute in at_level(level)
            },
            "id": one.id,
            "is_marked": one.marked_variant > 0,
            "ModalitiesInStudy": [word for word in one.modalities_in_study.split("\\") if word],
            "series_count": one.series_count,
            "instance_count": one.instance_count,
            "size": one.size,
            "arrived_at": one.created_at,
            "sender": senders.get(one.opened_by_delivery) if one.opened_by_delivery else None,
            "places": places.get(one.id, []),
            "thumbnail_instance_id": viewing.picture_of(one),
            **dict(zip(("same_instances", "other_instances"), merging.overlap(study.id, one.id), strict=True)),
        }
        for one in found
    ]


@anew_if_deadlocked
def settle(user: UserPrincipal, study_id: UUID, *, same_patient: bool | None, into: UUID | None) -> dict[str, Any]:
    """The owner's word (`IdentitySettledSchema`): merge this study into another one of its UID; or take its mark
    away; or, with None, set the mark again.

    Raises NotFound, OnlyOwnerSettles, NoLongerThere, and Invalid if nothing is said to merge into.
    """
    study = opening.own_study(user, study_id)
    if same_patient:
        if into is None:
            raise Invalid({"into": "Please choose one."})
        return _merge(user, study, into)
    with db.atomic():
        settled = merging.reopen_identity if same_patient is None else merging.settle_identity
        if not settled(study.id):
            raise NoLongerThere
        entries.study_changed(study.id)
        audit.record(user, Event.STUDY_IDENTITY_SETTLED, f"study:{study.id}", same_patient=same_patient)
    return {"study_id": study.id, "conflicts": study.conflict_count}


def _merge(user: UserPrincipal, study: Study, into: UUID) -> dict[str, Any]:
    with db.atomic():
        # In the order in which filing takes them: the studies of the UID, then the tree
        known = {one.id: one for one in locked_variants(study.owner_id, study.study_instance_uid)}
        tree.lock(study.owner_id)
        if study.id == into or study.id not in known or into not in known:
            raise NoLongerThere
        source, target = known[study.id], known[into]
        access.visible_study(user, target.id)
        provenance.repoint(source.id, target.id, merging.bringers(source.id))
        repoint_study(source.id, target.id)
        merging.merge(source, target)
        if len(known) == 2:
            merging.settle_identity(target.id)  # no other patient is left
        entries.study_changed(target.id)
        audit.record(
            user, Event.STUDY_MERGED, f"study:{target.id}", merged=str(source.id), instances=source.instance_count
        )
        return {"study_id": target.id, "conflicts": Study.get_by_id(target.id).conflict_count}


def _visible_variants(user: UserPrincipal, study: Study) -> list[Study]:
    """Those that lie in a folder: what lies only in the trash is not offered, for there it would vanish."""
    query = Study.select().where(
        Study.owner == user.user_id,
        Study.study_instance_uid == study.study_instance_uid,
        access.visible_studies(user),
    )
    return sorted(query, key=lambda one: (one.id != study.id, one.variant))


def _places(user: UserPrincipal, study_ids: list[UUID]) -> dict[UUID, list[str]]:
    """For each study where it lies, as names from the root joined by ' / '; '' is the root itself."""
    query = FolderEntry.select().where(FolderEntry.study.in_(study_ids), access.live_entry(user))
    held = [(entry.study_id, entry.folder_id) for entry in query.order_by(FolderEntry.id)]
    names = tree.names_above({folder_id for _, folder_id in held})
    places: dict[UUID, list[str]] = {}
    for study_id, folder_id in held:
        if study_id is not None:
            places.setdefault(study_id, []).append(" / ".join(names[folder_id]))
    return places
