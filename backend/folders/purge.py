"""Deleting for good: by whoever owns it, or by age.

First it is only marked, however much it is, and from then on nobody sees it. The worker then removes it in small
transactions: place by place, then folders from below. A study or document that then lies nowhere, neither live nor in
the trash, goes as well; its bytes follow after a day (storage.sweeping).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.audit import service as audit
from backend.audit.events import Event
from backend.config import current
from backend.db import anew_if_deadlocked, db, utcnow
from backend.documents.models import Document
from backend.errors import NotFound
from backend.folders import tree
from backend.folders.errors import NotInTrash, StillReceiving
from backend.folders.models import Folder, FolderEntry
from backend.principal import SystemPrincipal, UserPrincipal
from backend.storage import sweeping
from backend.studies.models import Instance, InstanceConflict, Study
from backend.studies.service import locked_variants

#: Of these folders, those into which something is being delivered; and those of which a record tells (a link, a
#: delivery), whose row must stay so that the record does.
FolderQuestion = Callable[[Collection[UUID]], set[UUID]]

_AT_ONCE = 500
#: How many places one sweep removes at most, so that the worker's other duties don't wait.
_PLACES_A_SWEEP = 1000

_receiving: FolderQuestion | None = None
_recorded: FolderQuestion | None = None


def use(*, receiving: FolderQuestion, recorded: FolderQuestion) -> None:
    """Inject the hooks; called once by wiring."""
    global _receiving, _recorded
    _receiving, _recorded = receiving, recorded


@anew_if_deadlocked
def purge(user: UserPrincipal, folder_ids: Collection[UUID], entry_ids: Collection[UUID]) -> None:
    """Delete for good what lies in the user's own trash, all or none.

    Raises NotFound, NotInTrash, StillReceiving.
    """
    with db.atomic():
        tree.lock(user.user_id)
        folders = list(Folder.select().where(Folder.id.in_(list(folder_ids)), Folder.owner == user.user_id))
        query = FolderEntry.select(FolderEntry, Folder).join(Folder)
        lone = list(query.where(FolderEntry.id.in_(list(entry_ids)), Folder.owner == user.user_id))
        chosen: list[Any] = [*folders, *lone]
        if len(chosen) != len(set(folder_ids)) + len(set(entry_ids)) or any(one.purged_at for one in chosen):
            raise NotFound
        if any(one.trashed_at is None for one in chosen):
            raise NotInTrash
        if _ask(_receiving, tree.everything_in([folder.id for folder in folders])):
            raise StillReceiving
        _mark(user, folders, lone)


def sweep() -> None:
    """Mark what has lain in the trash for `trash_days`, and remove what is marked."""
    _mark_expired()
    for _ in range(_PLACES_A_SWEEP):
        entry = _next_entry()
        if entry is None:
            _remove_folders()
            return
        _remove_entry(entry)


def _mark(actor: UserPrincipal | SystemPrincipal, folders: list[Folder], lone: list[FolderEntry]) -> None:
    now = utcnow()
    Folder.update(purged_at=now).where(Folder.id.in_([folder.id for folder in folders])).execute()
    FolderEntry.update(purged_at=now).where(FolderEntry.id.in_([entry.id for entry in lone])).execute()
    for folder in folders:
        audit.record(actor, Event.FOLDER_PURGED, f"folder:{folder.id}")
    for entry in lone:
        what = f"{entry.kind}:{entry.study_id or entry.document_id}"
        audit.record(actor, Event.ENTRY_PURGED, f"folder:{entry.folder_id}", entry=str(entry.id), what=what)


def _mark_expired() -> None:
    before = utcnow() - timedelta(days=current().trash_days)
    old_folder = (Folder.trashed_at < before) & Folder.purged_at.is_null()
    old_entry = (FolderEntry.trashed_at < before) & FolderEntry.purged_at.is_null()
    owners = set(tree.column(Folder.select(Folder.owner).where(old_folder).distinct()))
    owners |= set(tree.column(FolderEntry.select(Folder.owner).join(Folder).where(old_entry).distinct()))
    for owner_id in sorted(owners):
        with db.atomic():
            tree.lock(owner_id)
            folders = list(Folder.select().where(old_folder, Folder.owner == owner_id).limit(_AT_ONCE))
            query = FolderEntry.select(FolderEntry, Folder).join(Folder).where(old_entry, Folder.owner == owner_id)
            free = [folder for folder in folders if not _ask(_receiving, tree.everything_in([folder.id]))]
            _mark(SystemPrincipal("trash"), free, list(query.limit(_AT_ONCE)))


def _next_entry() -> FolderEntry | None:
    """In two questions, each of which an index answers."""
    for condition in (FolderEntry.purged_at.is_null(False), FolderEntry.folder.in_(tree.purged())):
        entry: FolderEntry | None = FolderEntry.select().where(condition).first()
        if entry is not None:
            return entry
    return None


def _is_purged() -> Any:
    return FolderEntry.purged_at.is_null(False) | FolderEntry.folder.in_(tree.purged())


def _remove_entry(entry: FolderEntry) -> None:
    """Under the locks that filing takes, in its order: first the studies of that UID, then the tree."""
    if entry.study_id is not None:
        study: Study = Study.get_by_id(entry.study_id)
        with db.atomic():
            locked_variants(study.owner_id, study.study_instance_uid)
            tree.lock(study.owner_id)
            if _delete_place(entry) and not FolderEntry.select().where(FolderEntry.study == study.id).exists():
                _delete_study(study.id)
        return
    document: Document = Document.get_by_id(entry.document_id)
    with db.atomic():
        tree.lock(document.owner_id)
        if _delete_place(entry) and not FolderEntry.select().where(FolderEntry.document == document.id).exists():
            sweeping.mark([document.blob_id])
            Document.delete().where(Document.id == document.id).execute()


def _delete_place(entry: FolderEntry) -> bool:
    """Whether it was still to be removed: what was filed there meanwhile is live again."""
    return bool(FolderEntry.delete().where(FolderEntry.id == entry.id, _is_purged()).execute())


def _delete_study(study_id: UUID) -> None:
    instances = Instance.select(Instance.id).where(Instance.study == study_id)
    sweeping.mark(Instance.select(Instance.blob).where(Instance.study == study_id))
    sweeping.mark(InstanceConflict.select(InstanceConflict.blob).where(InstanceConflict.instance.in_(instances)))
    Study.delete().where(Study.id == study_id).execute()


def _remove_folders() -> None:
    """From below: those in which nothing lies any more."""
    child, entry = Folder.alias(), FolderEntry.alias()
    while True:
        empty = Folder.select().where(
            Folder.id.in_(tree.purged()),
            Folder.id.not_in(child.select(child.parent).where(child.parent.is_null(False))),
            Folder.id.not_in(entry.select(entry.folder)),
        )
        found = list(empty.limit(_AT_ONCE))
        if not found:
            return
        for owner_id in sorted({folder.owner_id for folder in found}):
            with db.atomic():
                top = tree.lock(owner_id)
                _remove([folder for folder in found if folder.owner_id == owner_id], top)


def _remove(folders: list[Folder], top: Folder) -> None:
    """A folder of which a record tells leaves a row without a name, never seen, in the trash of the top folder."""
    ids = {folder.id for folder in folders}
    told_of = _ask(_recorded, ids)
    now = utcnow()
    Folder.update(
        name="", sort_name="", filter_text="", sibling_key=None, parent=top.id, trashed_at=now, purged_at=now
    ).where(Folder.id.in_(list(told_of))).execute()
    Folder.delete().where(Folder.id.in_(list(ids - told_of))).execute()


def _ask(question: FolderQuestion | None, folder_ids: Collection[UUID]) -> set[UUID]:
    if question is None:
        raise RuntimeError("folders.purge.use() has not been called")
    return question(folder_ids)
