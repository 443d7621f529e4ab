"""Is a link open? Derived, never stored: suspended while its folder lies in the trash, until Undo brings it back, and
while its owner's account is not active.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from backend.accounts.models import User
from backend.db import utcnow
from backend.folders import tree
from backend.links.errors import LinkExpired, LinkRevoked, NotWhileExpired, NotWhileRevoked, NotWhileSuspended
from backend.links.models import Link


def states(links: Collection[Link], now: datetime | None = None) -> dict[UUID, str]:
    """For each link: active, expired, revoked or suspended."""
    now = now or utcnow()
    in_trash = tree.in_trash({link.folder_id for link in links})
    gone = set(tree.column(User.select(User.id).where(User.id.in_({link.owner_id for link in links}), ~User.active)))
    return {link.id: _state(link, link.folder_id in in_trash or link.owner_id in gone, now) for link in links}


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


def require_usable(link: Link) -> None:
    """Raise NotWhileExpired, NotWhileRevoked or NotWhileSuspended unless the link takes guests in: for its owner."""
    wrong = {"expired": NotWhileExpired, "revoked": NotWhileRevoked, "suspended": NotWhileSuspended}
    now = state(link)
    if now != "active":
        raise wrong[now]


def _state(link: Link, suspended: bool, now: datetime) -> str:
    if link.revoked_at is not None:
        return "revoked"
    if link.expires_at <= now:
        return "expired"
    return "suspended" if suspended else "active"
