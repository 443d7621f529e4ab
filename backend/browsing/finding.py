"""Where in a folder's list the first row stands whose name begins with what somebody types (type-ahead)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from backend.browsing import filters
from backend.browsing.order import KINDS
from backend.db import search_key
from backend.folders import access, names
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal

#: After every name that begins so: no text holds the last code point, which is no letter.
_END = "\U0010ffff"
#: A number that begins with the typed digits may have so many more.
_MORE_DIGITS = 6


def position(
    user: UserPrincipal, folder_id: UUID, *, prefix: str, descending: bool, filter: str, start: int
) -> dict[str, int | None]:
    """The offset, in the list sorted by name, of the first row from `start` on (then from the top) whose name begins
    with `prefix`, without regard to accents and case; None if there is none. Raises NotFound.
    """
    folder = access.require_folder(user, folder_id, "see")
    words = filters.words(filter)
    first: int | None = None
    before = 0
    for kind in KINDS:
        rows = _rows(kind, folder.id, words)
        total = rows.count()
        for begin, end in _stretches(kind, rows, total, prefix, descending):
            if begin <= start - before < end:
                return {"offset": start}
            if before + begin >= start:
                return {"offset": before + begin}
            first = before + begin if first is None else first
        before += total
    return {"offset": first}


def _rows(kind: str, folder_id: UUID, words: tuple[str, ...]) -> Any:
    query: Any
    if kind == "folder":
        query = Folder.select().where(Folder.parent == folder_id, Folder.trashed_at.is_null())
        return query.where(*filters.matches(Folder.filter_text, words)) if words else query
    query = FolderEntry.select().where(
        FolderEntry.folder == folder_id, FolderEntry.kind == kind, FolderEntry.trashed_at.is_null()
    )
    return query.where(*filters.matches(FolderEntry.filter_text, words)) if words else query


def _stretches(kind: str, rows: Any, total: int, prefix: str, descending: bool) -> list[tuple[int, int]]:
    """Offsets from and to among the kind's rows, in the order of the list."""
    name = Folder.sort_name if kind == "folder" else FolderEntry.sort_name
    found = []
    for low, high in _ranges(_as_stored(kind, prefix)):
        begin, end = rows.where(name < low).count(), rows.where(name < high).count()
        if begin < end:
            found.append((begin, end))
    return [(total - end, total - begin) for begin, end in reversed(found)] if descending else found


def _as_stored(kind: str, typed: str) -> str:
    """A patient's name as DICOM parts it: people type "Doe, J" for what is "Doe^John"."""
    return re.sub(r"\s*,\s*", "^", typed) if kind == "study" else typed


def _ranges(prefix: str) -> Iterator[tuple[str, str]]:
    """The sort keys of names that begin so. Names are ordered by the length of their numbers first, so a number that
    is not typed to its end stands in several places."""
    key = search_key(prefix)
    number = re.search(r"\d+$", key)
    if number is None:
        yield _range(names.sort_key(key))
        return
    digits = number.group().lstrip("0")
    # As sort_key writes a number: its length, then itself
    base = names.sort_key(key).removesuffix(f"{len(digits or '0'):03}{digits or '0'}")
    if not digits:
        yield _range(base)
        return
    for length in range(len(digits), len(digits) + _MORE_DIGITS + 1):
        yield _range(f"{base}{length:03}{digits}")


def _range(low: str) -> tuple[str, str]:
    return low, low + _END
