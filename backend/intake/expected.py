"""Is it the patient who is expected? A question to be looked at by a person, never a reason to refuse.

An expected patient is a dict of `name`, `patient_id` and `birth_date` (YYYYMMDD), of which at least one is given.
"""

from __future__ import annotations

from collections.abc import Mapping

from backend.db import search_key


def agrees(expected: Mapping[str, str], *, name: str, patient_id: str, birth_date: str) -> bool:
    """Whether what a study says of its patient fits: nothing contradicts, and at least one thing agrees.

    `name` is DICOM's PN: every word of the expected name must be among its words, in any order. What a study leaves
    empty contradicts nothing.
    """
    answers = [
        _has_words(expected.get("name", ""), name),
        _is_same(expected.get("patient_id", ""), patient_id),
        _is_same(expected.get("birth_date", ""), birth_date),
    ]
    return True in answers and False not in answers


def _has_words(expected: str, name: str) -> bool | None:
    """None if one of the two says nothing."""
    wanted, found = _words(expected), _words(name)
    return wanted <= found if wanted and found else None


def _words(name: str) -> set[str]:
    return set(search_key(name.replace("^", " ").replace("=", " ").replace(",", " ")).split())


def _is_same(expected: str, value: str) -> bool | None:
    wanted, found = search_key(expected), search_key(value)
    return wanted == found if wanted and found else None
