"""What a compressed frame says of its own size, asked before a decoder is let loose on it.

A few hundred bytes of JPEG or JPEG 2000 can announce an image of gigapixels, whatever the DICOM header says.
"""

from __future__ import annotations

from struct import unpack_from
from typing import Final

_J2K_START: Final = b"\xff\x4f\xff\x51"
_JPEG_START: Final = b"\xff\xd8"
_JP2_BOXES: Final = 4096
"""Some writers wrap the code stream into the boxes of a JP2 file, against PS3.5 A.4.4; it starts within these bytes."""

_FRAME_HEADERS: Final = frozenset((*range(0xC0, 0xD0), 0xF7)) - {0xC4, 0xC8, 0xCC}
"""SOFn of JPEG (ITU-T T.81, table B.1) and SOF55 of JPEG-LS (T.87): all begin with precision, height, width."""


def announced_samples(frame: bytes) -> int | None:
    """Returns width x height x components of a JPEG, JPEG-LS or JPEG 2000 code stream, None if it isn't one."""
    start = frame.find(_J2K_START, 0, _JP2_BOXES)
    if start >= 0 and len(frame) >= start + 42:
        right, bottom, left, top = unpack_from(">4L", frame, start + 8)  # Xsiz Ysiz XOsiz YOsiz (T.800 A.5.1)
        (components,) = unpack_from(">H", frame, start + 40)
        return int((right - left) * (bottom - top) * components)
    if frame.startswith(_JPEG_START):
        return _jpeg_samples(frame)
    return None


def _jpeg_samples(frame: bytes) -> int | None:
    position = 2
    while position + 10 <= len(frame):
        if frame[position] != 0xFF:
            return None
        marker = frame[position + 1]
        if marker in _FRAME_HEADERS:
            height, width, components = unpack_from(">HHB", frame, position + 5)
            return int(height * width * components)
        if marker == 0xFF:  # fill byte
            position += 1
            continue
        position += 2 + int(unpack_from(">H", frame, position + 2)[0])
    return None
