"""What somebody has chosen to delete, move or copy, and what that takes along."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from backend.folders import access, tree
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal


@dataclass(frozen=True)
class Selection:
    """What was chosen, and what it takes along: `folder_ids` are the chosen `tops` and all live folders below them."""

    tops: list[Folder]
    folder_ids: set[UUID]
    entries: list[FolderEntry]


def select(
    user: UserPrincipal, folder_ids: Collection[UUID], entry_ids: Collection[UUID], right: Literal["see", "delete"]
) -> Selection:
    """The selection, of which nothing is chosen twice: what lies in a chosen folder goes along with it.

    Raises what `access.require_folders` does for that right, for any of them.
    """
    chosen = access.require_folders(user, folder_ids, right)
    lone = access.require_entries(user, entry_ids, right)
    ids = {folder.id for folder in chosen}
    inner = tree.below(tree.children(ids)) & ids
    tops = [folder for folder in chosen if folder.id not in inner]
    below = tree.below(ids)
    return Selection(tops, below, [entry for entry in lone if entry.folder_id not in below])


def owners(folder_ids: Collection[UUID], entry_ids: Collection[UUID]) -> set[UUID]:
    """Whose trees these lie in, to lock them before anything is decided; what does not exist has none."""
    found: set[UUID] = set()
    for ids in tree.batches(folder_ids):
        found |= set(tree.column(Folder.select(Folder.owner).where(Folder.id.in_(ids)).distinct()))
    for ids in tree.batches(entry_ids):
        query = FolderEntry.select(Folder.owner).join(Folder).where(FolderEntry.id.in_(ids)).distinct()
        found |= set(tree.column(query))
    return found


#: Folders, and entries, by their ids.
Ids = tuple[list[UUID], list[UUID]]


def parted(owner_id: UUID, folder_ids: Collection[UUID], entry_ids: Collection[UUID]) -> tuple[Ids, Ids]:
    """Those that do not lie in other owners' trees than this one's, and those that do."""
    own: Ids = ([], [])
    foreign: Ids = ([], [])
    theirs: set[UUID] = set()
    for ids in tree.batches(folder_ids):
        theirs |= set(tree.column(Folder.select(Folder.id).where(Folder.id.in_(ids), Folder.owner != owner_id)))
    for ids in tree.batches(entry_ids):
        query = FolderEntry.select(FolderEntry.id).join(Folder)
        theirs |= set(tree.column(query.where(FolderEntry.id.in_(ids), Folder.owner != owner_id)))
    for index, chosen in enumerate((folder_ids, entry_ids)):
        for one in chosen:
            (foreign if one in theirs else own)[index].append(one)
    return own, foreign
