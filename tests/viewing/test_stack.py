"""The order of a stack."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.db import new_id
from backend.viewing.stack import Slice, in_stack_order, middle


def slices(*places: tuple[int | None, float | None], frames: int = 1) -> list[Slice]:
    return [Slice(new_id(), f"1.2.{n}", number, position, frames) for n, (number, position) in enumerate(places)]


def numbers(found: list[Slice]) -> list[int | None]:
    return [slice_.instance_number for slice_ in found]


def test_positions_decide() -> None:
    assert numbers(in_stack_order(slices((1, 0.0), (2, 10.0), (3, 5.0)))) == [1, 3, 2]


def test_the_direction_is_that_of_the_instance_numbers() -> None:
    assert numbers(in_stack_order(slices((1, 90.0), (2, 45.0), (3, 0.0)))) == [1, 2, 3]


def test_a_slice_without_position_leaves_it_to_the_numbers() -> None:
    assert numbers(in_stack_order(slices((3, 0.0), (1, None), (2, 5.0)))) == [1, 2, 3]


def test_phases_at_one_position_follow_the_numbers() -> None:
    assert numbers(in_stack_order(slices((4, 5.0), (2, 5.0), (3, 0.0), (1, 0.0)))) == [1, 2, 3, 4]


def test_an_instance_without_number_comes_last() -> None:
    assert numbers(in_stack_order(slices((None, None), (7, None)))) == [7, None]


def test_nothing_is_in_order() -> None:
    assert in_stack_order([]) == []
    assert middle([]) is None


def test_the_middle_has_pixels() -> None:
    assert middle(slices((1, 0.0), (2, 1.0), frames=0)) is None
    ordered = slices((1, 0.0), (2, 1.0), (3, 2.0))
    assert middle(ordered) is ordered[1]


@given(st.lists(st.tuples(st.none() | st.integers(0, 20), st.none() | st.floats(-1e6, 1e6))))
def test_no_slice_is_lost(places: list[tuple[int | None, float | None]]) -> None:
    given_ = slices(*places)
    assert {slice_.instance_id for slice_ in in_stack_order(given_)} == {slice_.instance_id for slice_ in given_}
