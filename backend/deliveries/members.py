"""Which files an upload brings, as positions in the manifest: '0-41,50'. Their order is the order of their bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backend.deliveries.errors import BadMembers

_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)


def parse(text: str, most: int) -> list[int]:
    """The positions; raises BadMembers for anything else, for a position named twice, and for more than `most`."""
    positions: list[int] = []
    for part in text.split(","):
        found = _RANGE.fullmatch(part.strip())
        if found is None:
            raise BadMembers
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first or len(positions) + last - first + 1 > most:
            raise BadMembers
        positions.extend(range(first, last + 1))
    if len(set(positions)) != len(positions):
        raise BadMembers
    return positions


def join(positions: Sequence[int]) -> str:
    """The inverse of `parse`."""
    ranges: list[list[int]] = []
    for position in positions:
        if ranges and position == ranges[-1][1] + 1:
            ranges[-1][1] = position
        else:
            ranges.append([position, position])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
