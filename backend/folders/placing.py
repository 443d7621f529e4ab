"""What moving and copying ask of the folder into which something goes."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from backend.folders import service, tree
from backend.folders.errors import MoveIntoItself
from backend.folders.models import FolderEntry
from backend.folders.selection import Selection

#: Which study or document an entry refers to.
Key = tuple[UUID | None, UUID | None]


def require_room(target_id: UUID, chosen: Selection) -> None:
    """Raise MoveIntoItself or TooDeep unless the chosen folders can be placed in the target."""
    if target_id in chosen.folder_ids:
        raise MoveIntoItself
    service.require_depth(target_id, tree.height([folder.id for folder in chosen.tops]))


def name_there(target_id: UUID, name: str, keep_both: bool) -> str:
    """The name of a folder in its new place: its own, or the next free one if both shall be kept; raises NameTaken."""
    if keep_both:
        return service.free_name(target_id, name)
    service.require_free(target_id, name)
    return name


def key(entry: FolderEntry) -> Key:
    """Which study or document an entry refers to."""
    return entry.study_id, entry.document_id


def lying_there(target_id: UUID, keys: Collection[Key]) -> dict[Key, FolderEntry]:
    """The target's entries, also those in the trash, of these studies and documents."""
    studies = [study_id for study_id, _ in keys if study_id is not None]
    documents = [document_id for _, document_id in keys if document_id is not None]
    found: dict[Key, FolderEntry] = {}
    for column, ids in ((FolderEntry.study, studies), (FolderEntry.document, documents)):
        for batch in tree.batches(ids):
            query = FolderEntry.select().where(FolderEntry.folder == target_id, column.in_(batch))
            found |= {key(entry): entry for entry in query}
    return found


def count_within(folder_ids: Collection[UUID]) -> int:
    """How many live entries lie in these folders and all live ones below them."""
    within = FolderEntry.folder.in_(tree.subtree(folder_ids))
    return int(FolderEntry.select().where(within, FolderEntry.trashed_at.is_null()).count())
