"""What a process remembers of a folder's state."""

from __future__ import annotations

from backend.browsing.memory import Anchors, Memory
from backend.browsing.order import Position
from backend.db import new_id


def test_a_value_is_found_once_and_forgotten_last() -> None:
    """The one that was asked for longest ago goes first."""
    memory: Memory[int] = Memory(2)
    found: list[str] = []

    def look(key: str) -> int:
        found.append(key)
        return len(found)

    def find(key: str) -> int:
        return memory.get(key, lambda: look(key))

    assert [find("a"), find("a"), find("b"), find("a"), find("c"), find("a"), find("b")] == [1, 1, 2, 1, 3, 1, 4]
    assert found == ["a", "b", "c", "b"]
    assert len(memory) == 2


def test_a_jump_goes_on_from_the_nearest_place_before_it() -> None:
    """From the beginning, if none is known."""
    anchors, places = Anchors(), {offset: Position("study", "x", new_id()) for offset in (10, 500, 70)}
    assert anchors.before(7) == (0, None)
    for offset, position in places.items():
        anchors.add(offset, position)
    assert anchors.before(9) == (0, None)
    assert anchors.before(10) == (10, places[10])
    assert anchors.before(499) == (70, places[70])
    assert anchors.before(10**6) == (500, places[500])


def test_no_more_places_are_kept_than_is_useful() -> None:
    """A scroll bar can be dragged for long."""
    anchors = Anchors()
    for offset in range(1, Anchors.MOST + 10):
        anchors.add(offset, Position("study", "x", new_id()))
    assert anchors.before(10**6)[0] == Anchors.MOST
