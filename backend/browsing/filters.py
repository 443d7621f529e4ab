"""What a listing's filter means: every word must occur, wherever it stands, without regard to accents and case.

Part of a date may be written as people write it: 2024-03, 03/2024, 5.3.2024.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterator
from typing import Any

import peewee

from backend.db import is_sqlite, search_key
from backend.folders.listed import DATE_MARK

_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_YEAR_LAST = re.compile(r"(?:(\d{1,2})[-./])?(\d{1,2})[-./](\d{4})")


def words(text: str) -> tuple[str, ...]:
    """The filter's words as they are looked for; () filters nothing."""
    return tuple(dict.fromkeys(search_key(text).split()))


def matches(column: Any, asked: tuple[str, ...]) -> list[Any]:
    """Conditions on a `filter_text` column, all of which must hold."""
    return [functools.reduce(operator.or_, [_occurs(column, text) for text in _readings(word)]) for word in asked]


def _readings(word: str) -> list[str]:
    """The word itself and, if it may be a date, that date as DICOM writes it (YYYYMMDD or the beginning of it)."""
    return [word, *dict.fromkeys(DATE_MARK + date for date in _dates(word))]


def _dates(word: str) -> Iterator[str]:
    if found := _YEAR_FIRST.fullmatch(word):
        year, month, day = found.groups()
        yield f"{year}{month:0>2}" + (f"{day:0>2}" if day else "")
    elif found := _YEAR_LAST.fullmatch(word):
        first, second, year = found.groups()
        yield f"{year}{second:0>2}" + (f"{first:0>2}" if first else "")
        if first:  # where the month comes first
            yield f"{year}{first:0>2}{second:0>2}"


def _occurs(column: Any, text: str) -> Any:
    """No LIKE: it would ask for escapes, and SQLite's ignores case, slowly."""
    found = peewee.fn.INSTR if is_sqlite() else peewee.fn.STRPOS
    return found(column, text) > 0
