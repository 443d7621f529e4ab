"""Links that have stopped without their own end: the owner is told, unless it was their own doing; and when they work
again, that stands in their life too.

That a link is stopped is derived (`state`), so guests are kept out at once, whatever stopped it. This sweep only tells
of it, once for each stop, whoever caused it and by whatever way (the page, the command line, a colleague).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from itertools import groupby
from uuid import UUID

from backend.accounts.models import User
from backend.audit.events import Event
from backend.audit.service import record
from backend.db import db, for_update, utcnow
from backend.folders import tree
from backend.folders.models import Folder
from backend.links import owner, state, timeline
from backend.links.models import Link, LinkEvent
from backend.links.state import Cause
from backend.principal import SystemPrincipal

ROBOT = SystemPrincipal("links")

#: So long no second mail tells that the same link stopped.
TOLD_AGAIN = timedelta(days=1)

#: Links that are looked at in one go.
AT_ONCE = 500


def sweep() -> int:
    """Note what has stopped or works again since the last time, and tell whom it concerns; returns of how many links.

    Only links count that would take guests in otherwise: an expired one has ended anyway.
    """
    open_ids = tree.column(Link.select(Link.id).where(Link.revoked_at.is_null() & (Link.expires_at > utcnow())))
    return sum(_look_at(ids) for ids in _in_batches(open_ids))


def _look_at(ids: Collection[UUID]) -> int:
    links = list(Link.select().where(Link.id.in_(ids)))
    causes = state.causes(links)
    changed = [link.id for link in links if causes.get(link.id) != link.stopped_by]
    return _note(changed) if changed else 0


def _note(ids: Collection[UUID]) -> int:
    """Everything is asked again under the lock: another worker may have been faster, a folder may be back."""
    with db.atomic():
        locked = list(for_update(Link.select().where(Link.id.in_(ids)).order_by(Link.id)))
        causes = state.causes(locked)
        changed = [link for link in locked if causes.get(link.id) != link.stopped_by]
        for link in changed:
            _write(link, causes.get(link.id))
        _tell([link for link in changed if link.stopped_by is not None and not _is_told(link)])
    return len(changed)


def _write(link: Link, cause: Cause | None) -> None:
    link.stopped_by = cause
    link.save(only=[Link.stopped_by])
    reference = timeline.reference(link.id)
    if cause is None:
        timeline.note(link.id, "resumed")
        record(ROBOT, Event.LINK_RESUMED, reference)
    else:
        timeline.note(link.id, "suspended", by=cause, who=_who(link, cause))
        record(ROBOT, Event.LINK_SUSPENDED, reference, cause=cause)
    timeline.bump(link)


def _is_told(link: Link) -> bool:
    """Whether it stopped before within a day: who deletes and restores a folder again and again floods nobody."""
    events = LinkEvent.select().where(LinkEvent.link == link.id, LinkEvent.kind == "suspended")
    return bool(events.where(LinkEvent.at > utcnow() - TOLD_AGAIN).count() > 1)


def _tell(stopped: Iterable[Link]) -> None:
    def concern(link: Link) -> tuple[UUID, str]:
        return link.owner_id, str(link.stopped_by)

    for (_, cause), group in groupby(sorted(stopped, key=concern), concern):
        links = list(group)
        if cause == "account":
            owner.tell_of_deactivation(links)
        elif others := [link for link in links if _is_others_doing(link)]:
            owner.tell_of_lost_folders(others)


def _who(link: Link, cause: Cause) -> str:
    """The colleague who put the folder away; empty if it was the owner, or nobody in particular."""
    if cause == "account" or not _is_others_doing(link):
        return ""
    kind, _, text = str(_put_away_by(link)).partition(":")
    name = User.select(User.name).where(User.id == UUID(text)).scalar() if kind == "user" else None
    return str(name or "")


def _is_others_doing(link: Link) -> bool:
    """Whoever deletes a folder of their own is asked first, with the number of links that stop."""
    return _put_away_by(link) not in (None, f"user:{link.owner_id}")


def _put_away_by(link: Link) -> str | None:
    found: list[Folder] = [step for step in tree.path(link.folder_id) if step.trashed_at is not None]
    return found[0].trashed_by if found else None


def _in_batches(ids: Iterable[UUID]) -> Iterable[tuple[UUID, ...]]:
    ids = list(ids)
    return (tuple(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE))
