"""Is a link open? Derived, never stored: suspended while its folder lies in the trash, until Undo brings it back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from backend.db import utcnow
from backend.folders import tree
from backend.links.errors import LinkExpired, LinkRevoked
from backend.links.models import Link


def states(links: Collection[Link], now: datetime | None = None) -> dict[UUID, str]:
    """For each link: active, expired, revoked or suspended."""
    now = now or utcnow()
    suspended = tree.in_trash({link.folder_id for link in links})
    return {link.id: _state(link, suspended, now) for link in links}


def state(link: Link) -> str:
    """One link's state."""
    return states([link])[link.id]


def require_active(link: Link) -> None:
    """Raise LinkExpired or LinkRevoked unless the link takes guests in."""
    now = state(link)
    if now == "expired":
        raise LinkExpired
    if now != "active":
        raise LinkRevoked


def _state(link: Link, suspended: set[UUID], now: datetime) -> str:
    if link.revoked_at is not None:
        return "revoked"
    if link.expires_at <= now:
        return "expired"
    return "suspended" if link.folder_id in suspended else "active"
