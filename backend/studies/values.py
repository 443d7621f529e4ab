"""Turns the bytes of DICOM values into Python values; what makes no sense becomes empty, no exception."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence
from struct import iter_unpack
from typing import Final

from pydicom.charset import decode_bytes, python_encoding

_ESCAPE: Final = b"\x1b"
_DEFAULT_REPERTOIRE: Final = ("iso8859",)
_BACKSLASH: Final = 0x5C
_NAME_DELIMITERS: Final = {0x5E, _BACKSLASH}
_TEXT_DELIMITERS: Final = {_BACKSLASH, 0x09, 0x0A, 0x0C, 0x0D}
_BINARY_NUMBERS: Final = {
    "US": "H",
    "SS": "h",
    "UL": "L",
    "SL": "l",
    "UV": "Q",
    "SV": "q",
    "FL": "f",
    "FD": "d",
}
_INT_32: Final = range(-(2**31), 2**31)
_DATE: Final = re.compile(r"(1[6-9]|2[01])\d\d((0\d|1[0-2])([0-2]\d|3[01])?)?", re.ASCII)
_DATE_SEPARATORS: Final = str.maketrans("", "", ".-/")
_TIME: Final = re.compile(r"([01]\d|2[0-3])(?::?([0-5]\d)(?::?([0-5]\d|60)(?:\.(\d{1,6})\d*)?)?)?$", re.ASCII)
_UID: Final = re.compile(r"\d[\d.]*", re.ASCII)


def character_sets(value: bytes) -> tuple[str, ...]:
    """Returns the Python codecs of a Specific Character Set (PS3.3 C.12.1.1.2); unknown ones are left out."""
    terms = (term.strip(" \0").upper() for term in value.decode("ascii", "replace").split("\\"))
    codecs = (python_encoding.get(_usual_spelling(term)) for term in terms)
    return tuple(codec for codec in codecs if codec) or _DEFAULT_REPERTOIRE


def _usual_spelling(term: str) -> str:
    """Real files write ISO-IR 100, ISO IR 100 and ISO_2022_IR_100 as well."""
    term = re.sub(r"^ISO[ _-]IR[ _-]", "ISO_IR ", term)
    return re.sub(r"^ISO[ _-]2022[ _-]IR[ _-]", "ISO 2022 IR ", term)


def text(value: bytes, codecs: Sequence[str], *, is_name: bool = False) -> str:
    """Decodes one text value, without padding and control characters.

    A value that does not fit its declared character set is read as UTF-8 if it is that, else as Latin 1, so
    that two different byte strings hardly ever become the same text.
    """
    shown = _printable(_decoded(value.rstrip(b"\0 "), codecs, is_name))
    return shown.rstrip("=") if is_name else shown


def _decoded(value: bytes, codecs: Sequence[str], is_name: bool) -> str:
    if _ESCAPE in value:
        decoded = _decoded_with_escapes(value, codecs, is_name)
        if "\ufffd" not in decoded:
            return decoded
    for codec in ("utf-8",) if codecs[0] in _DEFAULT_REPERTOIRE else (codecs[0], "utf-8"):
        try:
            return value.decode(codec)
        except UnicodeError:
            continue
    return value.decode("latin-1")


def _decoded_with_escapes(value: bytes, codecs: Sequence[str], is_name: bool) -> str:
    """Code extensions end at each delimiter, in names also at each component group (PS3.5 6.1.2.5.3)."""
    if not is_name:
        return decode_bytes(value, codecs, _TEXT_DELIMITERS)
    return "=".join(decode_bytes(group, codecs, _NAME_DELIMITERS) for group in value.split(b"="))


def _printable(decoded: str) -> str:
    shown = "".join(char if char.isprintable() or char == " " else _unprintable(char) for char in decoded)
    return shown.strip()


def _unprintable(char: str) -> str:
    """Keeps joiners and unusual spaces, which names need; blanks controls and surrogates."""
    return " " if ord(char) < 0xA0 or 0xD800 <= ord(char) <= 0xDFFF else char


def clipped(value: str, limit: int, *, identity: bool = False) -> str:
    """Cuts `value` to `limit` characters; for an identity, a digest keeps different values apart."""
    if len(value) <= limit:
        return value
    if not identity:
        return value[:limit]
    digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{value[: limit - 33]}…{digest[:32]}"


def uid(value: bytes) -> str:
    """Returns a UID without padding, as it stands otherwise; see `is_usable_uid`."""
    return value.decode("latin-1").strip(" \0")


def is_usable_uid(value: str) -> bool:
    """PS3.5 9.1, without its rules on empty components and leading zeros: real files break them."""
    return len(value) <= 64 and _UID.fullmatch(value) is not None


def day(value: str) -> str:
    """Returns a DA, the older YYYY.MM.DD, or the date of a DT (PS3.5 6.2) as YYYYMMDD.

    Dates of which only a part is known, as YYYY, YYYYMM or with zeros, stay as they are, since they too tell
    patients apart. Anything else is empty.
    """
    digits = value.translate(_DATE_SEPARATORS)[:8]
    return digits if _DATE.fullmatch(digits) else ""


def clock_time(value: str) -> str:
    """Returns a TM, also one with fewer components or the older colons (PS3.5 6.2), as HH, HHMM, HHMMSS or
    HHMMSS.FFFFFF. What is no time is empty."""
    match = _TIME.match(value)
    if match is None:
        return ""
    hour, minute, second, fraction = match.groups("")
    return f"{hour}{minute}{second}{'.' * bool(fraction)}{fraction}"


def numbers(value: bytes, vr: str, *, little: bool) -> list[float | None]:
    """Reads numbers, written as text or in binary by `vr`; None stands for one that cannot be read."""
    if vr in _BINARY_NUMBERS:
        code = ("<" if little else ">") + _BINARY_NUMBERS[vr]
        size = 8 if vr in ("UV", "SV", "FD") else 4 if vr in ("UL", "SL", "FL") else 2
        return [_finite(number) for (number,) in iter_unpack(code, value[: len(value) // size * size])]
    return [_number(part) for part in value.decode("latin-1").split("\\")]


def _number(part: str) -> float | None:
    try:
        return _finite(float(part.strip(" \0")))
    except ValueError:
        return None


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def whole(number: float | None) -> int | None:
    """Returns a number as an integer if it is one and a 32-bit column holds it."""
    if number is None or number != int(number) or int(number) not in _INT_32:
        return None
    return int(number)
