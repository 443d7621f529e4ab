"""Who acts. Knows no Flask; the audit log stores `str(principal)`."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class UserPrincipal:
    """A clinician or administrator who has logged in."""

    user_id: UUID
    name: str
    email: str
    role: str
    session_id: UUID
    language: str = "en"
    time_zone: str = "UTC"

    def __str__(self) -> str:
        return f"user:{self.user_id}"


@dataclass(frozen=True)
class GuestPrincipal:
    """A browser in which a link's password (and code, with 2FA) has been proved: bound to one link."""

    session_id: UUID
    link_id: UUID

    def __str__(self) -> str:
        return f"guest:{self.session_id}:{self.link_id}"


@dataclass(frozen=True)
class SystemPrincipal:
    """The installation itself: the worker, the sweeper, the command line."""

    part: str

    def __str__(self) -> str:
        return f"system:{self.part}"


Principal = UserPrincipal | GuestPrincipal | SystemPrincipal
