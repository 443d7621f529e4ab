"""Walks the data elements of a DICOM data set without reading their values (PS3.5 chapter 7).

Only the top level is reported; sequences are stepped over. Neither depth nor size of what is walked costs
memory, so a hostile file can do no harm: pydicom, which builds objects for each nested item, can't promise
that. The tests compare it with pydicom on every real file there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from typing import Final, NamedTuple

from backend.studies.errors import DicomDamaged, DicomHeaderTruncated
from backend.studies.window import ByteWindow

UNDEFINED: Final = 0xFFFFFFFF
ITEM: Final = 0xFFFEE000
ITEM_DELIMITER: Final = 0xFFFEE00D
SEQUENCE_DELIMITER: Final = 0xFFFEE0DD

LONG_VRS: Final = frozenset((b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"))
"""VRs with two reserved bytes and a 32-bit length (PS3.5 7.1.2)."""

SHORT_VRS: Final = frozenset(b"AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split())
"""VRs with a 16-bit length."""

MAX_ELEMENTS: Final = 5_000_000
"""A header with more elements is no header: some ten seconds of walking."""

MAX_DEPTH: Final = 100

_HEADER: Final = {True: Struct("<HHL"), False: Struct(">HHL")}
_SHORT: Final = {True: Struct("<H"), False: Struct(">H")}
_LONG: Final = {True: Struct("<L"), False: Struct(">L")}


class Encoding(NamedTuple):
    """How a data set is written."""

    implicit: bool
    little: bool


class Element(NamedTuple):
    """One data element's header. `vr` is None where the encoding does not say it; `start` and `value` are the
    positions of the element and of its value."""

    tag: int
    vr: str | None
    length: int
    start: int
    value: int
    little: bool

    @property
    def is_undefined(self) -> bool:
        """Whether the value ends at a delimiter instead of after `length` bytes."""
        return self.length == UNDEFINED


def element_at(window: ByteWindow, position: int, encoding: Encoding) -> Element | None:
    """Reads the element header at `position`. Returns None at the window's end.

    An explicit element whose VR is not two capital letters is read as implicit: some writers switch midway.

    Raises:
        DicomHeaderTruncated: the window ends inside the element's header.
    """
    head = window.read(position, 12)
    if len(head) < 8:
        if head.strip(b"\0"):
            raise DicomHeaderTruncated
        return None
    group, number, length = _HEADER[encoding.little].unpack_from(head)
    tag = group << 16 | number
    vr = head[4:6]
    if encoding.implicit or group == 0xFFFE or not _is_capitals(vr):
        return Element(tag, None, length, position, position + 8, encoding.little)
    if vr not in LONG_VRS:
        length = _SHORT[encoding.little].unpack_from(head, 6)[0]
        return Element(tag, vr.decode("ascii"), length, position, position + 8, encoding.little)
    if len(head) < 12:
        raise DicomHeaderTruncated
    length = _LONG[encoding.little].unpack_from(head, 8)[0]
    return Element(tag, vr.decode("ascii"), length, position, position + 12, encoding.little)


def _is_capitals(vr: bytes) -> bool:
    return 0x41 <= vr[0] <= 0x5A and 0x41 <= vr[1] <= 0x5A


def walk(window: ByteWindow, position: int, encoding: Encoding) -> Iterator[Element]:
    """Yields the top-level elements from `position` on; the caller stops where it has seen enough.

    Raises:
        DicomHeaderTruncated: the window ends before a value does; raised after that element was yielded.
        DicomDamaged: a sequence cannot be followed, or there are more elements than a header can have.
    """
    for _ in range(MAX_ELEMENTS):
        element = element_at(window, position, encoding)
        if element is None or element.tag == ITEM_DELIMITER:
            return
        yield element
        position = after(window, element, encoding)
    raise DicomDamaged


def after(window: ByteWindow, element: Element, encoding: Encoding) -> int:
    """Returns the position after an element's value. Raises as `walk` does."""
    if element.is_undefined:
        return _after_sequence(window, element, encoding)
    end = element.value + element.length
    if end > window.size:
        raise DicomHeaderTruncated
    return end


def _after_sequence(window: ByteWindow, element: Element, encoding: Encoding) -> int:
    """Steps over a value of undefined length: items, whose elements may hold items again (PS3.5 7.5)."""
    position = element.value
    # What is open around `position`, innermost last: True for an item, False for a sequence
    open_items = [False]
    encodings = [_inside(element, encoding)]
    for _ in range(MAX_ELEMENTS):
        inner = element_at(window, position, encodings[-1])
        if inner is None:
            raise DicomHeaderTruncated
        if inner.tag in (SEQUENCE_DELIMITER, ITEM_DELIMITER):
            position = inner.value
            if open_items[-1] or inner.tag == SEQUENCE_DELIMITER:
                open_items.pop()
                encodings.pop()
                if not open_items:
                    return position
        elif open_items[-1] == (inner.tag == ITEM):
            raise DicomDamaged  # an item outside a sequence, or anything but an item directly in one
        elif inner.is_undefined:
            open_items.append(not open_items[-1])
            encodings.append(_inside(inner, encodings[-1]))
            if len(open_items) > MAX_DEPTH:
                raise DicomDamaged
            position = inner.value
        else:
            position = inner.value + inner.length
            if position > window.size:
                raise DicomHeaderTruncated
    raise DicomDamaged


def _inside(element: Element, encoding: Encoding) -> Encoding:
    """UN of undefined length is implicit VR little endian inside, whatever is around it (PS3.5 6.2.2)."""
    return Encoding(implicit=True, little=True) if element.vr == "UN" else encoding
