"""What the folder view reads: a page of a folder's content, and a tag that says cheaply whether it has changed."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.browsing import listing, marks, readings
from backend.browsing.listing import Wish
from backend.browsing.memory import Memory
from backend.db import db, rfc3339, utcnow
from backend.folders import access, entries
from backend.folders import service as folders
from backend.folders.models import FolderEntry
from backend.links import service as links
from backend.links.service import Mark
from backend.principal import UserPrincipal

#: Raised when the same state is written differently, so that no browser keeps the old form.
FORM = 3


#: When marks and grants end that a page of one's own folder shows (UTC, in order); see `Content._next_end`.
_ends: Memory[list[datetime]] = Memory(2000)


class Content:
    """A page of a folder's content, first as a tag, then, if the caller doesn't have it, as JSON."""

    def __init__(self, user: UserPrincipal, folder_id: UUID, arguments: dict[str, Any]) -> None:
        """Raises NotFound."""
        self._user = user
        self._path = access.require_path(user, folder_id, "see")
        self._folder = self._path[-1]
        self._arguments = arguments
        self._wish = Wish(**arguments)
        self._is_own = self._folder.owner_id == user.user_id

    def tag(self) -> str:
        """Names the state of the page: the folder's `change_seq`, what the user may do there, the way to it, the
        question, and the next moment at which a mark goes out by itself. Raises BadCursor."""
        state = [
            FORM,
            str(self._user.user_id),
            self._folder.change_seq,
            [(str(step.id), step.name) for step in self._path],
            sorted(self._arguments.items()),
            access.rights(self._user, self._folder),
            str(self._next_end()),
        ]
        return hashlib.sha256(json.dumps(state).encode()).hexdigest()[:32]

    def json(self) -> str:
        """As `schemas.ContentSchema` says, written straight from the rows. The first page is recorded as a reading of
        the folder. Raises BadCursor."""
        page = listing.read(self._user, self._folder, self._wish)
        marks.with_rights(self._user, self._folder, page.rows)
        news = marks.folders_with_news(self._shown) if self._shown and self._is_own else set()
        marks.with_marks(page.rows, self._links, news)
        if self._wish.cursor is None and not self._wish.offset:
            readings.note(self._user, self._folder.id)
        return json.dumps(
            {
                "folder": folders.described(self._user, self._path),
                "items": page.rows,
                "next_cursor": page.next_cursor,
                "total": page.total,
                "active_links": [marks.described_mark(mark) for mark in self._links.get(self._folder.id, ())],
            },
            ensure_ascii=False,
            separators=(",", ":"),
            default=_plain,
        )

    def _next_end(self) -> datetime | None:
        """The next moment at which something on the page ends by itself. What ends when is asked once for a state of
        one's own folder, since every change of it raises the `change_seq`; of another's folder each time.
        """
        if not self._is_own:
            return access.next_end(self._user, self._shown)
        state = (self._folder.id, self._folder.change_seq)
        now = utcnow()
        return next((end for end in _ends.get((state, self._wish), self._find_ends) if end > now), None)

    def _find_ends(self) -> list[datetime]:
        marked = (mark.expires_at for found in self._links.values() for mark in found)
        return sorted([*marked, *access.ends(self._shown)])

    @functools.cached_property
    def _shown(self) -> list[UUID]:
        return listing.shown_folders(self._folder, self._wish)

    @functools.cached_property
    def _links(self) -> Mapping[UUID, list[Mark]]:
        """The active links, for the owner alone."""
        return links.active_marks([self._folder.id, *self._shown]) if self._is_own else {}


def mark_seen(user: UserPrincipal, folder_id: UUID) -> None:
    """The owner has looked: what lies in the folder is no longer new. Raises NotFound."""
    unseen = (FolderEntry.folder == folder_id) & FolderEntry.trashed_at.is_null() & FolderEntry.seen_at.is_null()
    folder = access.require_folder(user, folder_id, "see")
    if folder.owner_id != user.user_id:
        return  # a colleague's look changes nothing
    if not FolderEntry.select().where(unseen).exists():
        return
    with db.atomic():
        FolderEntry.update(seen_at=utcnow()).where(unseen).execute()
        entries.bump_with_parents([folder_id])


def _plain(value: Any) -> str:
    """Ids and times as JSON has them."""
    return str(value) if isinstance(value, UUID) else rfc3339(value)
