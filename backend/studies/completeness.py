"""Does a file hold all of the image data that its header promises?

A copy that broke off must not be filed as if it were whole; but real files are odd in many harmless ways (no
padding byte, no last delimiter, fewer frames than announced), and those pass. So the questions are: do bytes
that the file itself announces lie beyond its end, and would the image be incomplete without them?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from backend.studies.elements import (
    ITEM,
    MAX_ELEMENTS,
    SEQUENCE_DELIMITER,
    Element,
    Encoding,
    element_at,
)
from backend.studies.errors import DicomDamaged, DicomHeaderTruncated, DicomPixelsTruncated
from backend.studies.window import ByteWindow

RLE_LOSSLESS: Final = "1.2.840.10008.1.2.5"
_END_OF_IMAGE: Final = b"\xff\xd9"
"""Ends a JPEG, JPEG-LS and JPEG 2000 code stream alike."""


@dataclass(frozen=True)
class PixelFacts:
    """What the header says of its pixels; None where it says nothing usable."""

    rows: int | None
    columns: int | None
    samples: int
    bits_allocated: int | None
    frames: int
    photometric_interpretation: str
    transfer_syntax_uid: str

    @property
    def native_length(self) -> int | None:
        """Bytes that such pixels take uncompressed (PS3.5 8.1.1); None if the header leaves it open."""
        if self.rows is None or self.columns is None or self.bits_allocated is None:
            return None
        samples = self.rows * self.columns * self.samples * self.frames
        if self.photometric_interpretation == "YBR_FULL_422" and self.samples == 3:
            samples = samples * 2 // 3
        return (samples * self.bits_allocated + 7) // 8


def check_pixels(window: ByteWindow, pixels: Element, encoding: Encoding, facts: PixelFacts) -> None:
    """Raises DicomPixelsTruncated if image data are missing, DicomDamaged if they cannot be followed."""
    if pixels.is_undefined:
        _check_fragments(window, pixels, encoding, facts)
    else:
        _check_native(window, pixels, facts)


def _check_native(window: ByteWindow, pixels: Element, facts: PixelFacts) -> None:
    held = window.size - pixels.value
    if held >= pixels.length:
        return
    needed = facts.native_length
    if needed is None or held < needed:
        raise DicomPixelsTruncated


def _check_fragments(window: ByteWindow, pixels: Element, encoding: Encoding, facts: PixelFacts) -> None:
    """Follows the items of encapsulated pixels (PS3.5 A.4); the first is the offset table, no fragment."""
    position = pixels.value
    last: Element | None = None
    for count in range(-1, MAX_ELEMENTS):
        try:
            item = element_at(window, position, encoding)
        except DicomHeaderTruncated:
            item = None
        if item is not None and item.tag == SEQUENCE_DELIMITER:
            return
        if item is None or item.tag != ITEM or item.is_undefined:
            if not _is_whole_without_delimiter(window, last, count, facts):
                raise DicomPixelsTruncated if item is None else DicomDamaged
            return
        position = item.value + item.length
        if position > window.size:
            raise DicomPixelsTruncated
        last = item
    raise DicomDamaged


def _is_whole_without_delimiter(window: ByteWindow, last: Element | None, count: int, facts: PixelFacts) -> bool:
    """A frame of RLE is one fragment (PS3.5 A.4.2); others end with their code stream's own end marker."""
    if last is None or count < facts.frames:
        return False
    if facts.transfer_syntax_uid == RLE_LOSSLESS:
        return True
    tail = window.read(last.value + max(0, last.length - 16), min(last.length, 16))
    return tail.rstrip(b"\0").endswith(_END_OF_IMAGE)
