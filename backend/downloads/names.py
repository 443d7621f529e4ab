"""Names in a ZIP: safe on Windows, macOS and Linux, whatever they were before.

What Windows forbids: "Naming Files, Paths, and Namespaces" in its developers' documentation; the others forbid less.
Lengths are counted in bytes of UTF-8, which is never less than any of the three systems counts.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

from backend.db import name_key

#: Windows gives these to devices, with any extension, in any case.
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE | re.DOTALL)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
#: What stays of a name on the way to an image: see `ascii_only`.
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 _()+,.=-]")
_EXTENSION = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,8}$")


def safe(name: str, most: int, *, ascii_only: bool = False) -> str:
    """The name as one part of a path, at most `most` bytes of UTF-8; empty if nothing is left of it.

    `ascii_only` writes it in Latin letters, for a part that a DICOMDIR names: its values have no character set.
    """
    text = unicodedata.normalize("NFC", name)
    if ascii_only:
        text = _NOT_PLAIN.sub("_", anyascii(text))
    text = " ".join(_FORBIDDEN.sub("_", text).split())
    text = _ended(_cut("".join(char for char in text if not _is_unseen(char)), most))
    if text.startswith("."):
        text = f"_{text[1:]}"  # hidden on macOS and Linux; and never ".."
    if _DEVICES.fullmatch(text):
        text = _cut(f"_{text}", most)
    return _ended(text)


class Siblings:
    """The names of one directory, no two alike: neither by case, nor by how an accent is written."""

    def __init__(self, *taken: str) -> None:
        self._taken = {name_key(name) for name in taken}
        self._passed: dict[tuple[str, str, int], int] = {}  # else n equal names would take n² looks

    def directory(self, wanted: str, most: int, *, ascii_only: bool = False, otherwise: str) -> str:
        """A free name for a directory, `otherwise` where nothing is left of the wanted one."""
        return self._first_free(safe(wanted, most, ascii_only=ascii_only) or otherwise, "", most)

    def file(self, wanted: str, most: int, *, otherwise: str) -> str:
        """A free name for a file, with its extension kept."""
        found = _EXTENSION.search(wanted)
        extension = found.group() if found else ""
        name = safe(wanted.removesuffix(extension), most - len(extension)) or otherwise
        return self._first_free(name, extension, most)

    def _first_free(self, name: str, extension: str, most: int) -> str:
        wanted = name, extension, most
        number = self._passed.get(wanted, 1)
        while name_key(found := _numbered(name, extension, most, number)) in self._taken:
            number += 1
        self._passed[wanted] = number + 1
        self._taken.add(name_key(found))
        return found


def _numbered(name: str, extension: str, most: int, number: int) -> str:
    if number == 1:
        return name + extension
    ending = f" ({number}){extension}"
    return (_ended(_cut(name, most - len(ending))) or "_") + ending


def _is_unseen(char: str) -> bool:
    """Control and format characters but joiners (Persian, Indic names need them), lone surrogates, private use."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and char not in "\u200c\u200d"


def _cut(text: str, most: int) -> str:
    return text.encode(errors="ignore")[: max(most, 1)].decode(errors="ignore")


def _ended(text: str) -> str:
    """Windows drops spaces and points at the end, so that two names would become one."""
    return text.strip(" \u200c\u200d").rstrip(". \u200c\u200d")
