"""What a guest sees who was let into one folder: it, and all live folders below; nothing above it or beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.errors import NotFound
from backend.folders import tree
from backend.folders.models import Folder, FolderEntry
from backend.principal import GuestPrincipal


@dataclass(frozen=True)
class FolderGuest:
    """A guest, and the live folder that they may look into at this moment.

    Whoever makes one has just made sure of that; it is for one request, and never kept. It gives the right to see and
    no other.
    """

    principal: GuestPrincipal
    folder_id: UUID


def path(guest: FolderGuest, folder_id: UUID) -> list[Folder]:
    """The way to the folder from the guest's own one, which comes first; raises NotFound."""
    way = tree.path(folder_id)
    ids = [step.id for step in way]
    if guest.folder_id not in ids or any(step.trashed_at for step in way):
        raise NotFound
    return way[ids.index(guest.folder_id) :]


def folders(guest: FolderGuest, folder_ids: Collection[UUID]) -> list[Folder]:
    """All of the folders; raises NotFound if the guest does not see one of them."""
    wanted = set(folder_ids)
    query = Folder.select().where(Folder.id.in_(wanted), Folder.id.in_(_subtree(guest)))
    found = list(query)
    if len(found) != len(wanted):
        raise NotFound
    return found


def live_entry(guest: FolderGuest) -> Any:
    """A condition on FolderEntry: it lies in a folder that the guest sees, and in no trash."""
    return FolderEntry.trashed_at.is_null() & FolderEntry.folder.in_(_subtree(guest))


def _subtree(guest: FolderGuest) -> Any:
    return tree.subtree([guest.folder_id])
