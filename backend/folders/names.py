"""Folder names: which are allowed, when two are the same, how they are ordered."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator

from backend.db import name_key, search_key
from backend.errors import Invalid

NAME_MOST = 120
KEY_MOST = 240

#: They turn the text that follows around, so that a name could pretend to be another (Unicode TR 36 section 2.5).
_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(name: str) -> str:
    """The name as it is stored: NFC, no white space around it. Raises Invalid for the field `name`."""
    cleaned = unicodedata.normalize("NFC", name).strip()
    if not any(_is_visible(char) for char in cleaned):
        raise Invalid({"name": "Please enter a name."})
    if len(cleaned) > NAME_MOST:
        raise Invalid({"name": "A name can have 120 characters at most."})
    if cleaned in (".", "..") or "/" in cleaned or any(_is_forbidden(char) for char in cleaned):
        raise Invalid({"name": "A name can't contain slashes, line breaks or control characters."})
    return cleaned


def sibling_key(name: str) -> str:
    """Equal for two names that are the same without regard to case, width of letters and amount of white space."""
    return _fitted(name_key(name))


def sort_key(name: str) -> str:
    """Orders names as people do: without accents and case, and "CT 2" before "CT 10"."""
    return re.sub(r"\d+", _numbered, search_key(name))[:KEY_MOST]


def columns(name: str) -> dict[str, str]:
    """A live folder's name and the columns that follow from it."""
    return {
        "name": name,
        "sort_name": sort_key(name),
        "filter_text": search_key(name),
        "sibling_key": sibling_key(name),
    }


def free_names(name: str) -> Iterator[str]:
    """The name itself, then "name (2)", "name (3)" … without end, cut so that each is short enough."""
    yield name
    base = re.sub(r" \(\d{1,6}\)$", "", name)
    number = 2
    while True:
        ending = f" ({number})"
        yield base[: NAME_MOST - len(ending)].rstrip() + ending
        number += 1


def first_free(name: str, taken: Collection[str]) -> str:
    """The first of `free_names` whose sibling key is not in `taken`."""
    return next(candidate for candidate in free_names(name) if sibling_key(candidate) not in taken)


def _is_visible(char: str) -> bool:
    return unicodedata.category(char)[0] not in "CZ"


def _is_forbidden(char: str) -> bool:
    """Control characters, lone surrogates, line and paragraph separators, and what turns text around. Joiners stay:
    Persian and Indic names and emoji need them."""
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in _BIDI_OVERRIDES


def _fitted(key: str) -> str:
    """NFKC and case folding can make a key many times as long as its name (U+FDFA becomes 18 letters)."""
    if len(key) <= KEY_MOST:
        return key
    return key[: KEY_MOST - 64] + hashlib.sha256(key.encode()).hexdigest()


def _numbered(digits: re.Match[str]) -> str:
    number = digits.group().lstrip("0") or "0"
    return f"{len(number):03}{number}"
