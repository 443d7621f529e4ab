"""Is a link open? Derived, never stored: suspended while its folder lies in the trash, until Undo brings it back, and
while its owner's account is not active.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from backend.accounts.models import User
from backend.db import utcnow
from backend.folders import tree
from backend.links.errors import (
    LinkExpired,
    LinkRevoked,
    NotWhileDeleted,
    NotWhileExpired,
    NotWhileRevoked,
    NotWhileSuspended,
)
from backend.links.models import Link

Cause = Literal["trash", "deleted", "account"]
CAUSES = get_args(Cause)


def states(links: Collection[Link], now: datetime | None = None) -> dict[UUID, str]:
    """For each link: active, expired, revoked or suspended."""
    now, stopped = now or utcnow(), causes(links)
    return {link.id: _state(link, link.id in stopped, now) for link in links}


def causes(links: Collection[Link]) -> dict[UUID, Cause]:
    """Why those of the links take nobody in that do so for another reason than their own end."""
    if not links:
        return {}
    folder_ids, owner_ids = {link.folder_id for link in links}, {link.owner_id for link in links}
    trashed = tree.in_trash(folder_ids)
    deleted = tree.among_purged(trashed)
    gone = set(tree.column(User.select(User.id).where(User.id.in_(owner_ids), ~User.active)))
    found: dict[UUID, Cause] = {}
    for link in links:
        if link.owner_id in gone:
            found[link.id] = "account"
        elif link.folder_id in deleted:
            found[link.id] = "deleted"
        elif link.folder_id in trashed:
            found[link.id] = "trash"
    return found


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
    """Raise NotWhileExpired, NotWhileRevoked, NotWhileSuspended or NotWhileDeleted unless the link takes guests in:
    for its owner.
    """
    wrong = {"expired": NotWhileExpired, "revoked": NotWhileRevoked, "suspended": NotWhileSuspended}
    now = state(link)
    if now == "suspended" and causes([link]).get(link.id) == "deleted":
        raise NotWhileDeleted
    if now != "active":
        raise wrong[now]


def _state(link: Link, suspended: bool, now: datetime) -> str:
    if link.revoked_at is not None:
        return "revoked"
    if link.expires_at <= now:
        return "expired"
    return "suspended" if suspended else "active"
