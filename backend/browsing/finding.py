"""Where in a folder's list the first row stands whose name begins with what somebody types (type-ahead)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from uuid import UUID

from backend.browsing.listing import Listing, Wish
from backend.browsing.order import KINDS
from backend.db import search_key
from backend.folders import access, names
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
    listing = Listing(folder, Wish(limit=1, sort="name", descending=descending, filter=filter))
    ahead = (max(begin, start) for begin, end in _stretches(listing, prefix, descending, start) if end > start)
    around = (begin for begin, _ in _stretches(listing, prefix, descending, 0))
    return {"offset": next(itertools.chain(ahead, around), None)}


def _stretches(listing: Listing, prefix: str, descending: bool, start: int) -> Iterator[tuple[int, int]]:
    """Where the rows whose name begins so stand: offsets from and up to, in the order of the list, leaving out the
    kinds that end before `start`."""
    before = 0
    for kind in KINDS:
        total = listing.count(kind)
        if before + total > start:
            found = _among(kind, listing, prefix)
            if descending:
                found = [(total - end, total - begin) for begin, end in reversed(found)]
            yield from ((before + begin, before + end) for begin, end in found)
        before += total


def _among(kind: str, listing: Listing, prefix: str) -> list[tuple[int, int]]:
    """The same among the kind's rows, by name from A to Z. Counting up to a row is what takes time: it is done once."""
    found = []
    offset, counted = 0, None
    for low, high in _ranges(_as_stored(kind, prefix)):
        inside = listing.count_named(kind, low, high)
        if inside:
            offset += listing.count_named(kind, counted, low)
            counted = low
            found.append((offset, offset + inside))
    return found


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
