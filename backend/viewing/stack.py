"""In which order a series' images lie upon each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Slice:
    """What decides an instance's place in its stack. `position` is in mm along the slices' normal."""

    instance_id: UUID
    sop_instance_uid: str
    instance_number: int | None
    position: float | None
    frames: int


def in_stack_order(slices: Iterable[Slice]) -> list[Slice]:
    """The slices by position along their normal, in the direction in which the instance numbers rise.

    Where that is no order (a slice without a position, or two at the same one, as in a series of several phases,
    echoes or planes), the instance number decides: the scanner counted in the order that makes sense to a reader.
    """
    by_number = sorted(slices, key=_number_key)
    positions = {slice_.position for slice_ in by_number}
    if None in positions or len(positions) < len(by_number) or len(by_number) < 2:
        return by_number
    by_position = sorted(by_number, key=lambda slice_: slice_.position or 0.0)
    first, last = by_position[0].instance_number, by_position[-1].instance_number
    downwards = first is not None and last is not None and first > last
    return by_position[::-1] if downwards else by_position


def middle(ordered: list[Slice]) -> Slice | None:
    """The slice with pixels that stands for the stack, None if there is none."""
    shown = [slice_ for slice_ in ordered if slice_.frames > 0]
    return shown[len(shown) // 2] if shown else None


def _number_key(slice_: Slice) -> tuple[bool, int, str]:
    return (slice_.instance_number is None, slice_.instance_number or 0, slice_.sop_instance_uid)
