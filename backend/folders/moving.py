"""Moving: another parent for a folder, another folder for an entry. What lies below a folder is not touched."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import anew_if_deadlocked, db
from backend.folders import access, copying, entries, names, placing, selection, trash, tree
from backend.folders.models import Folder, FolderEntry
from backend.folders.repointing import together
from backend.folders.selection import Selection
from backend.principal import UserPrincipal

#: What adds up when a part was copied, because it lay in another's tree, and the rest was moved.
_SUMMED = ("folders", "entries", "present", "renamed")


@dataclass
class _Moved:
    """What has become of entries: those that went, and those whose study or document lay there already."""

    gone: list[FolderEntry] = field(default_factory=list)
    present: list[FolderEntry] = field(default_factory=list)


@anew_if_deadlocked
def move(
    user: UserPrincipal,
    target_id: UUID,
    folder_ids: Collection[UUID],
    entry_ids: Collection[UUID],
    keep_both: bool = False,
) -> dict[str, Any]:
    """Move folders and entries into a folder, all or none; returns what `schemas.TransferredSchema` says.

    Within one tree ids, links and grants stay. Out of another owner's tree it is a copy, after which the originals lie
    in their owner's trash. Raises NotFound, Forbidden, RootFolder, MoveIntoItself, TooDeep, NameTaken (with a free
    name, unless `keep_both`), and what `copying.copy` does.
    """
    owner_id = access.require_folder(user, target_id, "add").owner_id
    # Of everything before anything: what is refused must not depend on whose tree it lies in.
    selection.select(user, folder_ids, entry_ids, "delete")
    own, foreign = selection.parted(owner_id, folder_ids, entry_ids)
    if not any(foreign):
        with db.atomic():
            return _move_within(user, owner_id, target_id, *own, keep_both)

    def move_all() -> dict[str, Any]:
        copied = copying.copy_once(user, target_id, *foreign, keep_both, "delete")
        trash.trash(user, *foreign)
        moved = _move_within(user, owner_id, target_id, *own, keep_both)
        return {**{name: copied[name] + moved[name] for name in _SUMMED}, "made": copied["made"]}

    return copying.in_one_transaction(move_all)


def _move_within(
    user: UserPrincipal,
    owner_id: UUID,
    target_id: UUID,
    folder_ids: Collection[UUID],
    entry_ids: Collection[UUID],
    keep_both: bool,
) -> dict[str, Any]:
    tree.lock(owner_id)
    access.require_folder(user, target_id, "add")
    chosen = selection.select(user, folder_ids, entry_ids, "delete")
    placing.require_room(target_id, chosen)
    folders = [folder for folder in chosen.tops if folder.parent_id != target_id]
    renamed = [change for folder in folders if (change := _place(folder, target_id, keep_both)) is not None]
    moved = _move_entries(target_id, chosen.entries)
    _record(user, target_id, folders, [*moved.gone, *moved.present])
    _bump(target_id, chosen, folders)
    return {
        "folders": len(tree.below([folder.id for folder in folders])),
        "entries": placing.count_within([folder.id for folder in folders]) + len(moved.gone),
        "present": [entry.id for entry in moved.present],
        "renamed": renamed,
        "made": {"folder_ids": [], "entry_ids": []},
    }


def _place(folder: Folder, target_id: UUID, keep_both: bool) -> dict[str, Any] | None:
    name = placing.name_there(target_id, folder.name, keep_both)
    Folder.update(parent=target_id, **names.columns(name)).where(Folder.id == folder.id).execute()
    return {"id": folder.id, "name": name} if name != folder.name else None


def _move_entries(target_id: UUID, chosen: list[FolderEntry]) -> _Moved:
    """A study that lies there already becomes one place; one that lies there in the trash gives way."""
    moved = _Moved()
    there = placing.lying_there(target_id, [placing.key(entry) for entry in chosen])
    for entry in chosen:
        key = placing.key(entry)
        known = there.get(key)
        if entry.folder_id == target_id:
            moved.present.append(entry)
        elif known is not None and known.trashed_at is None:
            FolderEntry.delete().where(FolderEntry.id == entry.id).execute()
            FolderEntry.update(**together(entry, known)).where(FolderEntry.id == known.id).execute()
            moved.present.append(entry)
        else:
            if known is not None:
                FolderEntry.delete().where(FolderEntry.id == known.id).execute()
            there[key] = entry
            moved.gone.append(entry)
    FolderEntry.update(folder=target_id).where(FolderEntry.id.in_([entry.id for entry in moved.gone])).execute()
    return moved


def _bump(target_id: UUID, chosen: Selection, folders: list[Folder]) -> None:
    left = {folder.parent_id for folder in folders} | {entry.folder_id for entry in chosen.entries}
    entries.bump_with_parents([target_id, *left, *(folder.id for folder in folders)])


def _record(user: UserPrincipal, target_id: UUID, folders: list[Folder], lone: list[FolderEntry]) -> None:
    for folder in folders:
        audit.record(user, Event.FOLDER_MOVED, f"folder:{folder.id}", source=str(folder.parent_id), to=str(target_id))
    for entry in lone:
        what = f"{entry.kind}:{entry.study_id or entry.document_id}"
        audit.record(user, Event.ENTRY_MOVED, f"folder:{entry.folder_id}", what=what, to=str(target_id))
