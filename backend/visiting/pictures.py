"""How many pictures the guests of a link may have drawn: as many as they like, but not as fast as a machine could ask.

Each picture costs decoding. What somebody sees by scrolling, even through several CTs at once, stays far below; a
program that walks through a folder again and again is slowed down before it takes the server away from others. All
browsers of a link share one budget, as all of them are its one recipient: another browser gives no other budget.
"""

from __future__ import annotations

import math
import threading
from dataclasses import replace
from uuid import UUID

from backend.guests import budgets
from backend.guests.budgets import Pace
from backend.principal import GuestPrincipal
from backend.viewing.streaming import Picture
from backend.visiting.errors import TooManyPictures

#: At once, and then for each second: four CTs of 1,000 slices, and more than a wheel turns.
AT_ONCE = 4_000
PER_SECOND = 25.0

#: So many are taken from the row at a time: scrolling must not write for each frame.
TAKEN_AT_A_TIME = 25

#: Links whose rest of the last taking is remembered; an older one is forgotten, and with it at most that many pictures.
REMEMBERED_MOST = 1_000

_rests: dict[UUID, int] = {}
_lock = threading.Lock()


def counted(guest: GuestPrincipal, picture: Picture) -> Picture:
    """The same picture; drawing it counts, and raises TooManyPictures if there were too many."""

    def draw() -> bytes:
        charge(guest.link_id)
        return picture.draw()

    return replace(picture, draw=draw)


def charge(link_id: UUID) -> None:
    """Count a picture that is to be drawn; raises TooManyPictures, and then counts nothing."""
    with _lock:
        rest = _rests.pop(link_id, 0)
        if rest > 0:
            _rests[link_id] = rest - 1
            return
    wait = budgets.take(link_id, Pace("pictures", AT_ONCE, PER_SECOND), TAKEN_AT_A_TIME)
    if wait:
        raise TooManyPictures(retry_after=math.ceil(wait.total_seconds()))
    with _lock:
        _rests[link_id] = _rests.pop(link_id, 0) + TAKEN_AT_A_TIME - 1
        if len(_rests) > REMEMBERED_MOST:
            del _rests[next(iter(_rests))]


def forget_rests() -> None:
    """As a process that has just begun."""
    with _lock:
        _rests.clear()
