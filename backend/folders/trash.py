"""The trash: deletion that can be undone.

A folder in the trash keeps its place; what lies in it stays as it is and goes along. Only what was chosen is marked, so
that a restoration brings back exactly what the deletion took.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import peewee

from backend.audit import service as audit
from backend.audit.events import Event
from backend.config import current
from backend.db import anew_if_deadlocked, db, utcnow
from backend.documents.models import Document
from backend.errors import NotFound
from backend.folders import access, entries, grants, names, service, tree
from backend.folders.errors import FolderInTrash
from backend.folders.models import Folder, FolderEntry
from backend.folders.selection import Selection, owners, select
from backend.principal import UserPrincipal
from backend.studies.models import Study

#: Asked, with all folders that a deletion takes along, how many active links would stop.
FolderTrashing = Callable[[list[UUID]], int]

#: Where a page of the trash ended: trashed_at, and the id of the folder or entry.
Spot = tuple[datetime, UUID]

_folder_trashing: FolderTrashing | None = None


def use(folder_trashing: FolderTrashing) -> None:
    """Inject the hook; called once by wiring."""
    global _folder_trashing
    _folder_trashing = folder_trashing


def consequences(user: UserPrincipal, folder_ids: Collection[UUID], entry_ids: Collection[UUID]) -> dict[str, Any]:
    """What moving these to the trash would take along, as `schemas.ConsequencesSchema` says. Raises NotFound,
    RootFolder."""
    return _consequences(user, select(user, folder_ids, entry_ids, "delete"))


@anew_if_deadlocked
def trash(user: UserPrincipal, folder_ids: Collection[UUID], entry_ids: Collection[UUID]) -> dict[str, Any]:
    """Move them to the trash, all or none; says what went along. Raises NotFound, RootFolder."""
    now = utcnow()
    with db.atomic():
        tree.lock_all(owners(folder_ids, entry_ids))
        selection = select(user, folder_ids, entry_ids, "delete")
        outcome = _consequences(user, selection)
        marks: dict[str, Any] = {"trashed_at": now, "trashed_by": str(user)}
        tops = [folder.id for folder in selection.tops]
        Folder.update(sibling_key=None, **marks).where(Folder.id.in_(tops)).execute()
        lone = [entry.id for entry in selection.entries]
        FolderEntry.update(**marks).where(FolderEntry.id.in_(lone)).execute()
        _record(user, Event.FOLDER_TRASHED, Event.ENTRY_TRASHED, selection.tops, selection.entries)
        _bump_places(selection.tops, selection.entries)
    return outcome


@anew_if_deadlocked
def restore(user: UserPrincipal, folder_ids: Collection[UUID], entry_ids: Collection[UUID]) -> None:
    """Bring them back to where they were, all or none; what is not in the trash stays as it is.

    A folder whose name was taken meanwhile comes back as "name (2)". Raises NotFound; FolderInTrash if the folder
    around it is in the trash and is not among those to be restored.
    """
    with db.atomic():
        tree.lock_all(owners(folder_ids, entry_ids))
        folders = [folder for folder in _restorable_folders(user, folder_ids) if folder.trashed_at is not None]
        lone = [entry for entry in _restorable_entries(user, entry_ids) if entry.trashed_at is not None]
        for folder in folders:
            _revive(folder)
        FolderEntry.update(trashed_at=None, trashed_by=None).where(
            FolderEntry.id.in_([entry.id for entry in lone])
        ).execute()
        _require_still_allowed(user, folders, lone)  # first: no name from above what a colleague sees
        _require_visible({folder.id for folder in folders} | {entry.folder_id for entry in lone})
        _record(user, Event.FOLDER_RESTORED, Event.ENTRY_RESTORED, folders, lone)
        _bump_places(folders, lone)


def listing(user: UserPrincipal, *, limit: int = 100, after: Spot | None = None) -> list[dict[str, Any]]:
    """What lies in the user's trash, newest first, as `schemas.TrashedSchema` says: `limit` of it that come `after`
    the spot where the last page ended (trashed_at and id)."""
    found = [*_trashed_folders(user, limit, after), *_trashed_entries(user, limit, after)]
    rows = sorted(found, key=_newest_first, reverse=True)[:limit]
    places = tree.names_above({row["place"] for row in rows if row["place"] is not None})
    kept = timedelta(days=current().trash_days)
    return [
        {
            "kind": row["kind"],
            "id": row["id"],
            "name": row["name"],
            "trashed_at": row["trashed_at"],
            "location": " / ".join(places.get(row["place"], [])),
            "purged_after": row["trashed_at"] + kept,
        }
        for row in rows
    ]


def _consequences(user: UserPrincipal, selection: Selection) -> dict[str, Any]:
    if _folder_trashing is None:
        raise RuntimeError("folders.trash.use() has not been called")
    taken = _taken_entries(selection)
    distinct = (peewee.fn.COUNT(column.distinct()) for column in (taken.c.study_id, taken.c.document_id))
    studies, documents = taken.select_from(*distinct).tuples().get()
    return {
        "folders": len(selection.folder_ids),
        "studies": studies,
        "documents": documents,
        "studies_nowhere_else": studies - _count_held_elsewhere(_owners_of(selection), taken),
        "active_links": _folder_trashing(sorted(selection.folder_ids)) if selection.folder_ids else 0,
        "colleagues": grants.names_within(user, selection.folder_ids | _above(selection)),
    }


def _above(selection: Selection) -> set[UUID]:
    """The folders around what was chosen: what is shared by one of these is lost to that colleague too."""
    places = {folder.id for folder in selection.tops} | {entry.folder_id for entry in selection.entries}
    return set().union(*tree.ways_up(places).values())


def _taken_entries(selection: Selection) -> Any:
    """A common table of the live entries that the selection takes along."""
    inside, lone = FolderEntry.alias(), FolderEntry.alias()
    below = inside.select(inside.id, inside.study, inside.document).where(
        inside.folder.in_(tree.subtree([folder.id for folder in selection.tops])), inside.trashed_at.is_null()
    )
    chosen = lone.select(lone.id, lone.study, lone.document).where(
        lone.id.in_([entry.id for entry in selection.entries])
    )
    return below.union(chosen).cte("taken", columns=("id", "study_id", "document_id"))


def _owners_of(selection: Selection) -> set[UUID]:
    return {folder.owner_id for folder in selection.tops} | {entry.folder.owner_id for entry in selection.entries}


def _count_held_elsewhere(owner_ids: Collection[UUID], taken: Any) -> int:
    """In all of their owners' trees, whoever deletes them: what is nowhere else is gone from there."""
    places = taken.select_from(taken.c.id)
    other = FolderEntry.select(peewee.Value(1)).where(
        FolderEntry.study == taken.c.study_id,
        FolderEntry.trashed_at.is_null(),
        *(FolderEntry.folder.not_in(tree.trashed(owner_id)) for owner_id in sorted(owner_ids)),
        FolderEntry.id.not_in(places),
    )
    held = taken.select_from(peewee.fn.COUNT(taken.c.study_id.distinct())).where(peewee.fn.EXISTS(other))
    count: int = held.tuples().get()[0]
    return count


def _restorable_folders(user: UserPrincipal, folder_ids: Collection[UUID]) -> list[Folder]:
    found = list(Folder.select().where(Folder.id.in_(set(folder_ids)), _is_own(user, Folder)).order_by(Folder.id))
    if len(found) != len(set(folder_ids)) or any(folder.purged_at for folder in found):
        raise NotFound
    return found


def _restorable_entries(user: UserPrincipal, entry_ids: Collection[UUID]) -> list[FolderEntry]:
    query = FolderEntry.select(FolderEntry, Folder).join(Folder)
    found = list(query.where(FolderEntry.id.in_(set(entry_ids)), _is_own(user, FolderEntry)))
    if len(found) != len(set(entry_ids)) or any(entry.purged_at for entry in found):
        raise NotFound
    return found


def _is_own(user: UserPrincipal, model: Any) -> Any:
    """It lies in the user's own tree, or it was the user who deleted it from a colleague's."""
    return (Folder.owner == user.user_id) | (model.trashed_by == str(user))


def _revive(folder: Folder) -> None:
    free = service.free_name(folder.parent_id, folder.name)
    Folder.update(**names.columns(free), trashed_at=None, trashed_by=None).where(Folder.id == folder.id).execute()


def _require_still_allowed(user: UserPrincipal, folders: Collection[Folder], lone: Collection[FolderEntry]) -> None:
    """A colleague undoes their own deletion only where they may still add; the owner is asked nothing."""
    places = {folder.parent_id for folder in folders if folder.owner_id != user.user_id}
    places |= {entry.folder_id for entry in lone if entry.folder.owner_id != user.user_id}
    access.require_folders(user, {place for place in places if place is not None}, "add")


def _require_visible(folder_ids: set[UUID]) -> None:
    for folder_id in sorted(folder_ids):
        above = [step for step in tree.path(folder_id) if step.trashed_at is not None]
        if any(step.purged_at for step in above):
            raise NotFound
        if above:
            raise FolderInTrash(above[-1].name)


def _bump_places(folders: Collection[Folder], lone: Collection[FolderEntry]) -> None:
    entries.bump_with_parents({folder.parent_id for folder in folders} | {entry.folder_id for entry in lone})


def _record(
    user: UserPrincipal,
    folder_event: Event,
    entry_event: Event,
    folders: Collection[Folder],
    lone: Collection[FolderEntry],
) -> None:
    for folder in folders:
        audit.record(user, folder_event, f"folder:{folder.id}")
    for entry in lone:
        what = f"{entry.kind}:{entry.study_id or entry.document_id}"
        audit.record(user, entry_event, f"folder:{entry.folder_id}", entry=str(entry.id), what=what)


def _trashed_folders(user: UserPrincipal, limit: int, after: Spot | None) -> list[dict[str, Any]]:
    query: Any = Folder.select(Folder.id, Folder.name, Folder.parent.alias("place"), Folder.trashed_at).where(
        Folder.owner == user.user_id, Folder.trashed_at.is_null(False), Folder.id.not_in(tree.purged())
    )
    query = _page(query.where(Folder.purged_at.is_null()), Folder, limit, after)
    return [{"kind": "folder", **row} for row in query.dicts()]


def _trashed_entries(user: UserPrincipal, limit: int, after: Spot | None) -> list[dict[str, Any]]:
    query: Any = (
        FolderEntry.select(
            FolderEntry.kind,
            FolderEntry.id,
            peewee.fn.COALESCE(Study.patient_name, Document.name).alias("name"),
            FolderEntry.folder.alias("place"),
            FolderEntry.trashed_at,
        )
        .join(Folder)
        .switch(FolderEntry)
        .join(Study, peewee.JOIN.LEFT_OUTER)
        .switch(FolderEntry)
        .join(Document, peewee.JOIN.LEFT_OUTER)
        .where(
            Folder.owner == user.user_id,
            FolderEntry.trashed_at.is_null(False),
            FolderEntry.purged_at.is_null(),
            FolderEntry.folder.not_in(tree.purged()),
        )
    )
    return list(_page(query, FolderEntry, limit, after).dicts())


def _page(query: Any, model: Any, limit: int, after: Spot | None) -> Any:
    if after is not None:
        at, last = after
        query = query.where((model.trashed_at < at) | ((model.trashed_at == at) & (model.id < last)))
    return query.order_by(model.trashed_at.desc(), model.id.desc()).limit(limit)


def _newest_first(row: dict[str, Any]) -> Spot:
    return row["trashed_at"], row["id"]
