"""What a process remembers of a folder's state, so that no request counts or skips 100,000 rows again.

Everything is remembered for one state of a folder (its id and `change_seq`) and one question, so it is never wrong:
whatever changes a listing raises `change_seq` in the same transaction. bench/README.md says what each memory gains.
"""

from __future__ import annotations

import bisect
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from uuid import UUID

from backend.browsing.order import Position

T = TypeVar("T")

#: A folder as it is: its id and `change_seq`.
State = tuple[UUID, int]


class Memory(Generic[T]):
    """The values last asked for, so many at most."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, find: Callable[[], T]) -> T:
        """The value for the key; found, if it isn't remembered. Two threads may find the same one at once."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = find()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def __len__(self) -> int:
        return len(self._values)


class Anchors:
    """Places in one order whose offset is known: a jump goes on from the nearest one before it."""

    MOST = 2000

    def __init__(self) -> None:
        self._offsets: list[int] = []
        self._positions: dict[int, Position] = {}
        self._lock = threading.Lock()

    def before(self, offset: int) -> tuple[int, Position | None]:
        """The nearest known place at or before the offset: how many rows stand up to and with it, and the last one."""
        with self._lock:
            index = bisect.bisect_right(self._offsets, offset)
            if not index:
                return 0, None
            known = self._offsets[index - 1]
            return known, self._positions[known]

    def add(self, offset: int, position: Position) -> None:
        """So many rows stand up to and with this position."""
        with self._lock:
            if offset not in self._positions and len(self._offsets) < self.MOST:
                bisect.insort(self._offsets, offset)
                self._positions[offset] = position
