"""The search's language: what the words of a search mean, as conditions on Study, alike on SQLite and PostgreSQL.

Only here is decided how text is matched, so that an index structure can take its place without anyone else noticing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from backend.db import search_key
from backend.errors import Invalid
from backend.studies.models import Study


@dataclass(frozen=True)
class Query:
    """All given conditions must hold. Dates are DICOM DA text (YYYYMMDD), inclusive."""

    patient_name: str = ""
    patient_id: str = ""
    study_date_from: str | None = None
    study_date_to: str | None = None

    def __post_init__(self) -> None:
        """Raises Invalid for a range that ends before it begins."""
        if self.study_date_from and self.study_date_to and self.study_date_to < self.study_date_from:
            raise Invalid({"study_date_to": "The last day can't be before the first."})

    @property
    def asked(self) -> list[str]:
        """The names of the conditions that were given."""
        return [name for name, value in vars(self).items() if value]

    def conditions(self) -> list[Any]:
        """Conditions on Study, all of which must hold."""
        return [
            *(Study.name_search.contains(part) for part in name_parts(self.patient_name)),
            *(Study.patient_id.contains(part) for part in _written(self.patient_id).split()),
            *_from(self.study_date_from),
            *_until(self.study_date_to),
        ]


def name_parts(text: str) -> list[str]:
    """The parts of a name, each of which must occur somewhere: in any order, without accents and case, and without the
    separators of a PN (PS3.5 section 6.2.1)."""
    return [part for part in re.split(r"[\s,;^=]+", search_key(_written(text))) if part]


def _written(text: str) -> str:
    """Without control characters, which no name or ID has and which PostgreSQL refuses."""
    return "".join(char if char.isprintable() else " " for char in text)


def _from(day: str | None) -> list[Any]:
    """Real study dates may know only the year or the month: such a study may be of any day in it."""
    if not day:
        return []
    year, month = day[:4], day[:6]
    partly_known = Study.study_date.in_([year, month, f"{year}0000", f"{month}00"])
    return [Study.study_date >= year, (Study.study_date >= day) | partly_known]


def _until(day: str | None) -> list[Any]:
    return [Study.study_date <= day, Study.study_date != ""] if day else []
