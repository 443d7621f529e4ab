"""The institution's logo in a mail: carried along, since many programs fetch no picture from elsewhere."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

#: How the HTML refers to it (RFC 2392).
CONTENT_ID = "logo"

#: Pixels (CSS) that it may take.
WIDTH_MOST = 220
HEIGHT_MOST = 52


@dataclass(frozen=True)
class Shown:
    """How large it is shown; on a white plate in the dark, as most logos are drawn for paper."""

    width: int
    height: int


@functools.cache
def shown(path: Path | None) -> Shown | None:
    """The size in which it is shown; None if there is no logo. That it is a PNG was checked at start."""
    if path is None:
        return None
    head = content(path)[:24]
    width, height = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
    scale = min(WIDTH_MOST / width, HEIGHT_MOST / height, 1.0)
    return Shown(max(1, round(width * scale)), max(1, round(height * scale)))


@functools.cache
def content(path: Path) -> bytes:
    """The file's bytes, as they were when they were first asked for."""
    return path.read_bytes()
