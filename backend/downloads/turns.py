"""How many ZIPs one process sends at a time.

Each holds one of the process's threads for as long as the receiver's line takes, and those are the threads that log-ins
and guests' uploads need as well.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

from backend.config import current
from backend.downloads.errors import TooManyDownloads

_lock = threading.Lock()
_running = 0


class Turn:
    """The right to send one ZIP; ending it again does nothing."""

    def __init__(self) -> None:
        self._is_running = True

    def during(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces; the turn ends with the last one, or where they break off."""
        try:
            yield from pieces
        finally:
            self.end()

    def end(self) -> None:
        """Let the next one begin."""
        global _running
        with _lock:
            if self._is_running:
                self._is_running = False
                _running -= 1


def take() -> Turn:
    """A turn, to be ended by whoever takes it; raises TooManyDownloads."""
    global _running
    with _lock:
        _require_free()
        _running += 1
    return Turn()


def require_free() -> None:
    """Raise TooManyDownloads if no turn is free at this moment."""
    with _lock:
        _require_free()


def _require_free() -> None:
    if _running >= current().downloads_at_once:
        raise TooManyDownloads
