"""In which data elements do objects with one SOP instance UID differ?

Read by our own walker, since whoever uploads chooses the bytes: nothing is built for what they nest, and no value is
longer in memory than a header's may be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, Final, NamedTuple

from pydicom.datadict import dictionary_description, dictionary_has_tag, dictionary_VR, keyword_for_tag
from pydicom.uid import UID

from backend.studies import values
from backend.studies.elements import Element, Encoding, after, walk
from backend.studies.errors import DicomRefused
from backend.studies.header import PIXELS, Header, data_set, read_header
from backend.studies.window import ByteWindow

#: Elements that are compared, and differences that are told.
ELEMENTS_MOST: Final = 5_000
DIFFERENCES_MOST: Final = 100

#: Bytes of a value that is shown, and characters of it.
SHOWN_BYTES: Final = 4_096
SHOWN_CHARACTERS: Final = 200

_CHARACTER_SET: Final = 0x00080005
_TRANSFER_SYNTAX: Final = 0x00020010
_PIECE: Final = 1 << 20
_NUMBERS: Final = frozenset(("US", "SS", "UL", "SL", "UV", "SV", "FL", "FD"))
_TEXTS: Final = frozenset(
    ("AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UR", "UT")
)


class Value(NamedTuple):
    """An element's value; `text` is None for what can't be shown in a line: a sequence, or bytes."""

    digest: bytes
    length: int
    text: str | None


@dataclass(frozen=True)
class Reading:
    """What is compared of one object. `pixels_digest` is None if it has no pixels."""

    header: Header
    elements: dict[int, Value]
    pixels_digest: bytes | None


def read(source: BinaryIO) -> Reading:
    """All of the object's top-level elements, and a digest of its pixels; `source` holds one DICOM object.

    Raises as `read_header` does; what was filed raises nothing.
    """
    header = read_header(source)
    window, position, encoding = data_set(source)
    elements = {_TRANSFER_SYNTAX: _of_uid(header.transfer_syntax_uid)}
    codecs = values.character_sets(b"")
    for element in islice(walk(window, position, encoding), ELEMENTS_MOST):
        if element.tag in PIXELS:
            return Reading(header, elements, _digest(window, element, encoding))
        if element.tag == _CHARACTER_SET:
            codecs = values.character_sets(window.read(element.value, min(element.length, SHOWN_BYTES)))
        elements[element.tag] = _value(window, element, encoding, codecs)
    return Reading(header, elements, None)


def between(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """The elements in which they differ, in the order of their tags (`DifferenceSchema`), at most DIFFERENCES_MOST."""
    tags = sorted({tag for reading in readings for tag in reading.elements})
    differing = (tag for tag in tags if _differ([reading.elements.get(tag) for reading in readings]))
    return [_described(tag, readings) for tag in islice(differing, DIFFERENCES_MOST)]


def _differ(found: Sequence[Value | None]) -> bool:
    """Two ways of writing one text are no difference."""
    if any(value is None or value.text is None for value in found):
        return len({value.digest if value else None for value in found}) > 1
    return len({value.text for value in found if value}) > 1


def _described(tag: int, readings: Sequence[Reading]) -> dict[str, Any]:
    return {
        "tag": f"{tag >> 16:04X},{tag & 0xFFFF:04X}",
        "keyword": keyword_for_tag(tag),
        "name": dictionary_description(tag) if dictionary_has_tag(tag) else "",
        "VR": _dictionary_vr(tag) or "",
        "values": [_shown(reading.elements.get(tag)) for reading in readings],
    }


def _shown(value: Value | None) -> dict[str, Any] | None:
    return None if value is None else {"text": value.text, "length": value.length}


def _value(window: ByteWindow, element: Element, encoding: Encoding, codecs: Sequence[str]) -> Value:
    length = _end(window, element, encoding) - element.value
    text = None if element.is_undefined or length > SHOWN_BYTES else _text(window, element, codecs)
    return Value(_digest(window, element, encoding), length, text)


def _text(window: ByteWindow, element: Element, codecs: Sequence[str]) -> str | None:
    vr = element.vr if element.vr not in (None, "UN") else _dictionary_vr(element.tag)
    raw = window.read(element.value, element.length)
    if vr == "UI":
        return _of_uid(values.uid(raw)).text
    if vr in _NUMBERS:
        found = values.numbers(raw, vr, little=element.little)
        return "\\".join(f"{number:g}" for number in found if number is not None)[:SHOWN_CHARACTERS]
    if vr in _TEXTS:
        return values.text(raw, codecs, is_name=vr == "PN").strip()[:SHOWN_CHARACTERS]
    return None


def _of_uid(uid: str) -> Value:
    return Value(uid.encode(), len(uid), UID(uid).name)


def _dictionary_vr(tag: int) -> str | None:
    return dictionary_VR(tag).split(" ")[0] if dictionary_has_tag(tag) else None


def _end(window: ByteWindow, element: Element, encoding: Encoding) -> int:
    """Where the value ends; the object's own end if it breaks off in it, as some real pixels do."""
    try:
        return after(window, element, encoding)
    except DicomRefused:
        return window.size


def _digest(window: ByteWindow, element: Element, encoding: Encoding) -> bytes:
    digest = hashlib.sha256()
    position, end = element.value, _end(window, element, encoding)
    while position < end:
        piece = window.read(position, min(_PIECE, end - position))
        digest.update(piece)
        position += len(piece) or end
    return digest.digest()
