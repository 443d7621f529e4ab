"""The places of a study that is merged into another one of its owner's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.folders.entries import bump_with_parents
from backend.folders.models import FolderEntry


def repoint_study(source_id: UUID, target_id: UUID) -> None:
    """Let every place of one study hold the other, those in the trash as well; two places in one folder become one.

    Such a place is live if either was, and new if the owner has not looked at both. The caller has locked the owner's
    tree, and calls `entries.study_changed` for the other study when it is whole.
    """
    known = {entry.folder_id: entry for entry in FolderEntry.select().where(FolderEntry.study == target_id)}
    places = list(FolderEntry.select().where(FolderEntry.study == source_id).order_by(FolderEntry.id))
    for entry in places:
        other = known.get(entry.folder_id)
        if other is None:
            FolderEntry.update(study=target_id).where(FolderEntry.id == entry.id).execute()
            continue
        FolderEntry.delete().where(FolderEntry.id == entry.id).execute()
        FolderEntry.update(**together(entry, other)).where(FolderEntry.id == other.id).execute()
    bump_with_parents(entry.folder_id for entry in places)


def together(entry: FolderEntry, other: FolderEntry) -> dict[str, Any]:
    """What of `entry` goes over to `other`, which stays, when two places in one folder become one."""
    if entry.trashed_at is not None:
        # Deleted for good only if both were
        return {
            "delivery_id": other.delivery_id or entry.delivery_id,
            "purged_at": other.purged_at if entry.purged_at is not None else None,
        }
    if other.trashed_at is not None:
        arrival = ("added_at", "added_by", "added_by_name", "added_via", "seen_at", "delivery_id")
        return {name: getattr(entry, name) for name in (*arrival, "trashed_at", "trashed_by", "purged_at")}
    is_seen = entry.seen_at is not None and other.seen_at is not None
    return {
        "seen_at": other.seen_at if is_seen else None,
        "delivery_id": other.delivery_id or entry.delivery_id,
    }
