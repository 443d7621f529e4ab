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
NATIVE: Final = frozenset(
    ("", "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2")
)
VIDEO: Final = "1.2.840.10008.1.2.4.10"
"""What the transfer syntaxes of MPEG-2, MPEG-4 and HEVC begin with: many frames in one fragment (PS3.5 A.4.5 ff.)."""

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
    def bits_of_a_frame(self) -> int | None:
        """Bits that a frame of such pixels takes uncompressed (PS3.5 8.1.1); None if the header leaves it open."""
        if self.rows is None or self.columns is None or not self.bits_allocated:
            return None
        samples = self.rows * self.columns * self.samples
        if self.photometric_interpretation == "YBR_FULL_422" and self.samples == 3:
            samples = samples * 2 // 3
        return samples * self.bits_allocated


def check_pixels(window: ByteWindow, pixels: Element, encoding: Encoding, facts: PixelFacts) -> int:
    """Returns how many of the announced frames are there, at least 1.

    Raises:
        DicomPixelsTruncated: image data are missing.
        DicomDamaged: encapsulated image data cannot be followed.
    """
    if pixels.is_undefined:
        return _check_fragments(window, pixels, encoding, facts)
    return _check_native(window, pixels, facts)


def _check_native(window: ByteWindow, pixels: Element, facts: PixelFacts) -> int:
    held = min(window.size - pixels.value, pixels.length)
    bits = facts.bits_of_a_frame
    if held < pixels.length and (bits is None or held * 8 < bits * facts.frames):
        raise DicomPixelsTruncated
    is_encapsulated = facts.transfer_syntax_uid not in NATIVE  # with a length against PS3.5 A.4: who knows how many
    return facts.frames if bits is None or is_encapsulated else max(1, min(facts.frames, held * 8 // bits))


def _check_fragments(window: ByteWindow, pixels: Element, encoding: Encoding, facts: PixelFacts) -> int:
    """Follows the items of encapsulated pixels (PS3.5 A.4); the first is the offset table, no fragment."""
    position = pixels.value
    last: Element | None = None
    for count in range(-1, MAX_ELEMENTS):
        try:
            item = element_at(window, position, encoding)
        except DicomHeaderTruncated:
            item = None
        if item is None or item.tag != ITEM or item.is_undefined:
            is_ended = item is not None and item.tag == SEQUENCE_DELIMITER
            if not is_ended and not _is_whole_without_delimiter(window, last, count, facts):
                raise DicomPixelsTruncated if item is None else DicomDamaged
            is_video = facts.transfer_syntax_uid.startswith(VIDEO)
            return facts.frames if is_video else max(1, min(facts.frames, count))
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
