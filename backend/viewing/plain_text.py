"""The characters of a text file whose encoding nobody states."""

from __future__ import annotations

import codecs
import unicodedata

BYTES_MOST = 1 << 20

#: Text by another name. HTML and the like are shown as the characters they consist of, never run.
MORE_MEDIA_TYPES = frozenset(("application/json", "application/xml"))

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes) -> str:
    """Characters: by the byte order mark, else UTF-8, else the Windows encoding that Western hospital systems write.

    A character cut at the end is left out. Control characters other than line breaks and tabs become U+FFFD.
    """
    return "".join(_visible(character) for character in _characters(content))


def _characters(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _visible(character: str) -> str:
    if character in "\n\r\t" or unicodedata.category(character) != "Cc":
        return character
    return "\N{REPLACEMENT CHARACTER}"
