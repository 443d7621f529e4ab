"""The rights matrix: every operation of openapi.json, and what each caller gets.

A row says what the owner of a thing gets, and by its rule what everybody else does. An operation without a row
fails the tests. The callers:

nobody                 no cookie at all
before_password        a browser that has opened the link
before_code            … and proved its password, but not the mailed code
other_guest            a guest of another link, who has proved that one
guest                  a guest who has proved the link
expired_guest          a guest whose link has expired, past the grace, asking for their own link
other_clinician        someone else who has logged in
viewer                 a colleague with whom the folder is shared, who may view
editor                 a colleague with whom the folder is shared, who may edit
administrator          an administrator who has logged in
owner                  the clinician to whom folder, study, document, link and delivery belong
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

CALLERS = (
    "nobody",
    "before_password",
    "before_code",
    "other_guest",
    "expired_guest",
    "other_clinician",
    "guest",
    "viewer",
    "editor",
    "administrator",
    "owner",
)

CLINICIANS = ("other_clinician", "viewer", "editor", "administrator", "owner")

Cells = dict[str, int]


@dataclass(frozen=True)
class Row:
    """What each caller gets for one operation, how its path is filled and what is sent."""

    cells: Cells
    body: Callable[[Any], dict[str, Any]] | None = None
    query: str = ""
    headers: Callable[[Any], dict[str, str]] | None = None
    raw: bytes | None = None


def anyone(status: int) -> Cells:
    """For everybody."""
    return dict.fromkeys(CALLERS, status)


def any_clinician(status: int) -> Cells:
    """For whoever has logged in; a guest's cookie counts for nothing."""
    return anyone(401) | dict.fromkeys(CLINICIANS, status)


def owner_only(status: int) -> Cells:
    """For the owner; to others who have logged in, an administrator too, the thing does not exist."""
    return any_clinician(404) | {"owner": status}


def who_may_see(status: int) -> Cells:
    """For the owner and for colleagues with whom the folder is shared."""
    return owner_only(status) | {"viewer": status, "editor": status}


def who_may_edit(status: int) -> Cells:
    """For the owner and for a colleague who may edit; one who may view is told so."""
    return owner_only(status) | {"viewer": 403, "editor": status}


def owner_only_of_what_is_seen(status: int) -> Cells:
    """For the owner; colleagues see the thing and are told that this is not theirs to do."""
    return owner_only(status) | {"viewer": 403, "editor": 403}


def visitor(status: int, *, before_code: int | None = None, guest: int | None = None) -> Cells:
    """For a browser that has opened this very link; a clinician's cookie counts for nothing."""
    return anyone(401) | {
        "before_password": status,
        "before_code": before_code or status,
        "guest": guest or status,
        "expired_guest": 410,
    }


def proved_guest(status: int) -> Cells:
    """For a guest who has proved this very link."""
    return anyone(401) | {"guest": status, "expired_guest": 410}
