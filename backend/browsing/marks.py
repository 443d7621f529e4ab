"""What a page's rows show beyond what they are: links, news, rights, colleagues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import peewee

from backend.browsing.rows import Row
from backend.db import rfc3339
from backend.folders import access, grants, service
from backend.folders.models import Folder, FolderEntry
from backend.links.service import Mark
from backend.principal import UserPrincipal


def with_rights(user: UserPrincipal, folder: Folder, rows: Sequence[Row]) -> None:
    """Add to each row what the user may do with it, and to folders the state of their name and place."""
    is_own = folder.owner_id == user.user_id
    inside = access.rights(user, folder)
    entry = {**dict.fromkeys(inside, False), "may_delete": inside["may_add"]}
    shown = [UUID(row["id"]) for row in rows if row["kind"] == "folder"]
    children = {child.id: child for child in Folder.select().where(Folder.id.in_(shown))} if shown else {}
    rights = access.rights_of(user, list(children.values()))
    colleagues = grants.names_by_folder(children) if is_own and children else {}
    ends = grants.ends_by_folder(user, children) if not is_own and children else {}
    owner_name = "" if is_own else folder.owner.name
    for row in rows:
        row |= {"owner_name": owner_name, "new": is_own and row["new"]}
        if row["kind"] == "folder":
            child = children[UUID(row["id"])]
            row |= {
                "rights": rights[child.id],
                "etag": service.state_tag(child),
                "colleagues": colleagues.get(child.id, []),
                "shared_until": rfc3339(ends[child.id]) if child.id in ends else None,
            }
        else:
            row["rights"] = entry


def with_marks(rows: Sequence[Row], marks: Mapping[UUID, Sequence[Mark]], news: set[UUID]) -> None:
    """Add to the folders among the rows their active links, and whether anything below them is new."""
    for row in rows:
        if row["kind"] == "folder":
            row["active_links"] = [described_mark(mark) for mark in marks.get(UUID(row["id"]), ())]
            row["new"] = UUID(row["id"]) in news


def described_mark(mark: Mark) -> dict[str, Any]:
    """A mark, as browsing.schemas.MarkSchema says."""
    return {
        "link_id": str(mark.link_id),
        "recipient": mark.recipient,
        "expires_at": rfc3339(mark.expires_at),
    }


def folders_with_news(folder_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the folders in which, or somewhere below which, something has arrived that the owner has not seen."""
    start = Folder.select(Folder.id, Folder.id).where(Folder.id.in_(folder_ids))
    below = start.cte("below", recursive=True, columns=("origin", "id"))
    child = Folder.alias()
    step = child.select(below.c.origin, child.id).join(below, on=(child.parent == below.c.id))
    tree = below.union_all(step.where(child.trashed_at.is_null()))
    unseen = FolderEntry.select(peewee.Value(1)).where(
        FolderEntry.folder == tree.c.id, FolderEntry.trashed_at.is_null(), FolderEntry.seen_at.is_null()
    )
    origin = tree.c.origin.converter(Folder.id.python_value)
    query = tree.select_from(origin).distinct().where(peewee.fn.EXISTS(unseen))
    return {origin_id for (origin_id,) in query.tuples()}
