"""What the folder view reads: a page of a folder's content, and a tag that says cheaply whether it has changed."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from uuid import UUID

from backend.browsing import listing, marks, readings
from backend.browsing.listing import Wish
from backend.db import db, rfc3339, utcnow
from backend.folders import access, entries
from backend.folders import service as folders
from backend.folders.models import FolderEntry
from backend.links import service as links
from backend.principal import UserPrincipal

#: Raised when the same state is written differently, so that no browser keeps the old form.
FORM = 2


def content_tag(user: UserPrincipal, folder_id: UUID, arguments: dict[str, Any]) -> str:
    """Names the state of a page: the folder's `change_seq`, the way to it, the question, and the next moment at which a
    mark goes out by itself. Raises NotFound, BadCursor."""
    path = access.require_path(user, folder_id, "see")
    expiry = links.next_expiry([folder_id, *listing.shown_folders(path[-1], Wish(**arguments))])
    state = [
        FORM,
        str(user.user_id),
        path[-1].change_seq,
        [(str(step.id), step.name) for step in path],
        sorted(arguments.items()),
        str(expiry),
    ]
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()[:32]


def content_json(user: UserPrincipal, folder_id: UUID, arguments: dict[str, Any]) -> str:
    """The page as JSON, as `schemas.ContentSchema` says, written straight from the rows. The first page is recorded as
    a reading of the folder. Raises NotFound, BadCursor."""
    path = access.require_path(user, folder_id, "see")
    wish = Wish(**arguments)
    page = listing.read(user, path[-1], wish)
    shown = [UUID(row["id"]) for row in page.rows if row["kind"] == "folder"]
    found = links.active_marks([folder_id, *shown])
    marks.with_rights(user, path[-1], page.rows)
    marks.with_marks(page.rows, found, marks.folders_with_news(shown) if shown else set())
    if wish.cursor is None and not wish.offset:
        readings.note(user, folder_id)
    return json.dumps(
        {
            "folder": folders.described(user, path),
            "items": page.rows,
            "next_cursor": page.next_cursor,
            "total": page.total,
            "active_links": [marks.described_mark(mark) for mark in found.get(folder_id, ())],
        },
        ensure_ascii=False,
        separators=(",", ":"),
        default=_plain,
    )


def mark_seen(user: UserPrincipal, folder_id: UUID) -> None:
    """The owner has looked: what lies in the folder is no longer new. Raises NotFound."""
    unseen = (FolderEntry.folder == folder_id) & FolderEntry.trashed_at.is_null() & FolderEntry.seen_at.is_null()
    access.require_folder(user, folder_id, "see")
    if not FolderEntry.select().where(unseen).exists():
        return
    with db.atomic():
        FolderEntry.update(seen_at=utcnow()).where(unseen).execute()
        entries.bump_with_parents([folder_id])


def _plain(value: Any) -> str:
    """Ids and times as JSON has them."""
    return str(value) if isinstance(value, UUID) else rfc3339(value)
