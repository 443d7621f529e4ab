"""How many ZIPs the installation sends at a time, all its processes together.

Each holds one thread for as long as the receiver's line takes, and those are the threads that log-ins and guests'
uploads need as well. A turn is a row with a lease: that of a process that was killed lapses.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import peewee

from backend.config import current
from backend.db import db, new_id, utcnow
from backend.downloads.errors import TooManyDownloads
from backend.downloads.models import DownloadTurn

#: So long a line may take for one piece of 1 MiB (28 kbit/s); a slower one is cut off (sending.py).
PIECE_SECONDS = 300
RENEWED_AFTER_SECONDS = 60
#: Whoever still sends never loses the turn: it is renewed between two pieces.
LEASE = timedelta(seconds=PIECE_SECONDS + 2 * RENEWED_AFTER_SECONDS)


class Turn:
    """The right to send one ZIP; ending it again does nothing."""

    def __init__(self, turn_id: UUID) -> None:
        self._id = turn_id
        self._is_running = True

    def during(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces; the turn ends with the last one, or where they break off."""
        renewed = time.monotonic()
        try:
            for piece in pieces:
                if time.monotonic() - renewed >= RENEWED_AFTER_SECONDS:
                    renewed = time.monotonic()
                    self._renew()
                yield piece
        finally:
            self.end()

    def end(self) -> None:
        """Let the next one begin."""
        if self._is_running:
            self._is_running = False
            with _connected():
                DownloadTurn.delete().where(DownloadTurn.id == self._id).execute()

    def _renew(self) -> None:
        with _connected():
            DownloadTurn.update(expires_at=utcnow() + LEASE).where(DownloadTurn.id == self._id).execute()


def take() -> Turn:
    """A turn, to be ended by whoever takes it; raises TooManyDownloads."""
    DownloadTurn.delete().where(DownloadTurn.expires_at <= utcnow()).execute()
    for place in _free_places():
        turn_id = new_id()
        try:
            with db.atomic():
                DownloadTurn.insert(id=turn_id, place=place, expires_at=utcnow() + LEASE).execute()
        except peewee.IntegrityError:
            continue  # somebody else took it at this moment
        return Turn(turn_id)
    raise TooManyDownloads


def require_free() -> None:
    """Raise TooManyDownloads if no turn is free at this moment."""
    if not _free_places():
        raise TooManyDownloads


def _free_places() -> list[int]:
    running = DownloadTurn.select(DownloadTurn.place).where(DownloadTurn.expires_at > utcnow())
    taken = {turn.place for turn in running}
    return [place for place in range(current().downloads_at_once) if place not in taken]


@contextmanager
def _connected() -> Iterator[None]:
    """The pieces are sent when the request that asked for them has given its connection back."""
    is_new = db.connect(reuse_if_open=True)
    try:
        yield
    finally:
        if is_new:
            db.close()
