"""Whose link is it? The only place that decides.

An administrator sees every link and can stop it, but learns neither its address nor its password, and changes nothing
else of it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.accounts.models import User
from backend.db import for_update
from backend.errors import NotFound
from backend.folders.models import Folder
from backend.links.models import Link
from backend.principal import UserPrincipal


def sees_all(user: UserPrincipal) -> bool:
    """Whether the user sees other clinicians' links."""
    return user.role == "administrator"


def visible(user: UserPrincipal) -> Any:
    """A condition on Link: the user may know of it."""
    return Link.id.is_null(False) if sees_all(user) else Link.owner == user.user_id


def find(user: UserPrincipal, link_id: UUID) -> Link:
    """The link with its folder and owner, if the user may know of it; raises NotFound."""
    query = Link.select(Link, Folder, User).join(Folder).switch(Link).join(User, on=Link.owner)
    link: Link | None = query.where((Link.id == link_id) & visible(user)).get_or_none()
    if link is None:
        raise NotFound
    return link


def lock(user: UserPrincipal, link_id: UUID) -> Link:
    """The user's own link, locked until the transaction ends; raises NotFound."""
    return _lock((Link.id == link_id) & (Link.owner == user.user_id))


def lock_to_stop(user: UserPrincipal, link_id: UUID) -> Link:
    """The link, if the user may revoke it, locked until the transaction ends; raises NotFound."""
    return _lock((Link.id == link_id) & visible(user))


def _lock(chosen: Any) -> Link:
    link: Link | None = for_update(Link.select().where(chosen)).get_or_none()
    if link is None:
        raise NotFound
    return link
