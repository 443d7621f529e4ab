"""What lies in a folder: studies and documents, by reference."""

from __future__ import annotations

import functools
import operator
from collections.abc import Collection, Iterable
from typing import Any, Literal
from uuid import UUID

import peewee

from backend.db import db, for_update, utcnow
from backend.documents.models import Document
from backend.folders import listed, tree
from backend.folders.models import Folder, FolderEntry
from backend.studies.models import Study

Via = Literal["upload", "link", "search"]


def file_entry(
    folder_id: UUID,
    *,
    study_id: UUID | None = None,
    document_id: UUID | None = None,
    added_by: str,
    added_by_name: str,
    via: Via,
    delivery_id: UUID | None,
    news: bool = True,
) -> FolderEntry:
    """Lay a study or a document into a folder of its owner; call it again whenever a delivery brought more of it.

    Idempotent. An entry in the trash comes back to life; a folder that was trashed meanwhile still receives, so that
    Undo brings all of it back. What the folder's owner did not bring is new to them until they look; `news=False` says
    that the delivery brought only what was there already. All folders that hold the study are marked as changed.

    Raises ValueError if folder and study or document have different owners: a mistake of the caller's.
    """
    seen_at = utcnow() if added_by == f"user:{_owner_of(folder_id)}" else None
    arrival: dict[str, Any] = {
        "added_at": utcnow(),
        "added_by": added_by,
        "added_by_name": added_by_name,
        "added_via": via,
        "seen_at": seen_at,
        "trashed_at": None,
        "trashed_by": None,
        "purged_at": None,
    }
    with db.atomic():
        thing = _thing(study_id, document_id)
        entry = _entry_of(folder_id, thing)
        places: list[UUID] = []
        if entry is None or entry.trashed_at is not None or _is_purged(folder_id):
            top = tree.lock(_owner_of(folder_id))
            if _is_purged(folder_id):
                folder_id = top.id  # deleted for good since the delivery began: nothing is lost silently
            entry = _arrive(folder_id, thing, {**arrival, "delivery_id": delivery_id})
            places = [folder_id]
        else:
            unseen = {"seen_at": None} if news and seen_at is None else {}
            _change(entry, {"delivery_id": delivery_id, **unseen})
        _keep_order(thing)
        bump(*_with_those_above(places), *_holders(thing))  # together, so that they are locked in one order
    return entry


def lay(folder_id: UUID, studies: Collection[Study], *, added_by: str, added_by_name: str) -> None:
    """Lay studies, none of which lies in the folder now, into it; found by their owner, so nothing of it is new."""
    now = utcnow()
    arrival = {
        "added_at": now,
        "added_by": added_by,
        "added_by_name": added_by_name,
        "added_via": "search",
        "seen_at": now,
    }
    in_trash = (FolderEntry.folder == folder_id) & FolderEntry.study.in_([study.id for study in studies])
    back = set(tree.column(FolderEntry.select(FolderEntry.study).where(in_trash)))
    revived = {"trashed_at": None, "trashed_by": None, "purged_at": None, "delivery_id": None, **arrival}
    FolderEntry.update(**revived).where(in_trash).execute()
    rows = [
        {"folder": folder_id, **arrival, **_reference(study), **_order(study)}
        for study in studies
        if study.id not in back
    ]
    for batch in peewee.chunked(rows, 500):
        FolderEntry.insert_many(batch).execute()


def study_changed(study_id: UUID) -> None:
    """What the study says of itself has changed: its places are ordered anew, and their folders marked as changed."""
    study = Study.get_by_id(study_id)
    _keep_order(study)
    bump(*_holders(study))


def bump(*folder_ids: UUID | None) -> None:
    """Say that something visible in these folders' listings has changed."""
    for ids in tree.batches({folder_id for folder_id in folder_ids if folder_id is not None}):
        chosen = Folder.id.in_(ids)
        if len(ids) > 1:  # locked in one order, so that two who bump the same folders never wait for each other
            for_update(Folder.select(Folder.id).where(chosen).order_by(Folder.id)).execute()
        Folder.update(change_seq=Folder.change_seq + 1).where(chosen).execute()


def bump_with_parents(folder_ids: Iterable[UUID | None]) -> None:
    """`bump` for folders whose content has become more or less: their parents show whether there is any, and what is
    new shows on every folder on the way to it."""
    bump(*_with_those_above(folder_id for folder_id in folder_ids if folder_id is not None))


def _with_those_above(folder_ids: Iterable[UUID]) -> set[UUID]:
    wanted = set(folder_ids)
    return wanted | {step.id for folder_id in wanted for step in tree.path(folder_id)}


def _owner_of(folder_id: UUID) -> UUID:
    owner_id: UUID = Folder.select(Folder.owner).where(Folder.id == folder_id).scalar()
    return owner_id


def _is_purged(folder_id: UUID) -> bool:
    return any(step.purged_at is not None for step in tree.path(folder_id))


def _thing(study_id: UUID | None, document_id: UUID | None) -> Any:
    if (study_id is None) == (document_id is None):
        raise ValueError("an entry refers either to a study or to a document")
    return Study.get_by_id(study_id) if study_id is not None else Document.get_by_id(document_id)


def _reference(thing: Study | Document) -> dict[str, Any]:
    if isinstance(thing, Study):
        return {"kind": "study", "study": thing.id}
    return {"kind": "document", "document": thing.id}


def reference(thing: Study | Document) -> dict[str, Any]:
    """The columns of an entry that follow from what it refers to."""
    return {**_reference(thing), **_order(thing)}


def _refers_to(thing: Study | Document) -> Any:
    return FolderEntry.study == thing.id if isinstance(thing, Study) else FolderEntry.document == thing.id


def _order(thing: Study | Document) -> dict[str, Any]:
    """The columns by which listings order and filter a study or document."""
    return listed.of_study(thing) if isinstance(thing, Study) else listed.of_document(thing)


def _entry_of(folder_id: UUID, thing: Study | Document) -> FolderEntry | None:
    found: FolderEntry | None = FolderEntry.get_or_none(FolderEntry.folder == folder_id, _refers_to(thing))
    return found


def _arrive(folder_id: UUID, thing: Study | Document, arrival: dict[str, Any]) -> FolderEntry:
    """Looks again, under the tree's lock: somebody else may have laid it there meanwhile."""
    if thing.owner_id != _owner_of(folder_id):
        raise ValueError("a folder holds only what its owner owns")
    entry = _entry_of(folder_id, thing)
    if entry is not None:
        _change(entry, arrival)
        return entry
    created: FolderEntry = FolderEntry.create(folder=folder_id, **_reference(thing), **_order(thing), **arrival)
    return created


def _change(entry: FolderEntry, values: dict[str, Any]) -> None:
    """Writes only what differs: most of a delivery's files change nothing here."""
    differing = {name: value for name, value in values.items() if getattr(entry, name) != value}
    for name, value in differing.items():
        setattr(entry, name, value)
    if differing:
        entry.save(only=[getattr(FolderEntry, name) for name in differing])


def _keep_order(thing: Study | Document) -> None:
    """A study's date may be known only after its first object: its places in all folders are ordered by it."""
    values = _order(thing)
    differs = [getattr(FolderEntry, column) != value for column, value in values.items()]
    FolderEntry.update(**values).where(_refers_to(thing), functools.reduce(operator.or_, differs)).execute()


def _holders(thing: Study | Document) -> list[UUID]:
    query = FolderEntry.select(FolderEntry.folder).where(_refers_to(thing), FolderEntry.trashed_at.is_null())
    return tree.column(query)
