"""The reminder that goes out by itself before a link expires, if nothing has come by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.audit.events import Event
from backend.audit.service import record
from backend.config import current
from backend.db import db, for_update, utcnow
from backend.links import invitations, patience, state, timeline
from backend.links.models import Link, LinkEvent
from backend.principal import SystemPrincipal

#: Nobody is reminded of what they were asked for the day before.
AGE_LEAST = timedelta(days=2)

AT_ONCE = 100

ROBOT = SystemPrincipal("links")


def sweep() -> int:
    """Remind the guests of links that are about to expire unused, each link once; returns how many."""
    now = utcnow()
    due = Link.select(Link.id).where(_is_due(now)).order_by(Link.expires_at).limit(AT_ONCE)
    return sum(_remind(link.id, now) for link in list(due))


def _is_due(now: datetime) -> Any:
    began = LinkEvent.select(LinkEvent.link).where(LinkEvent.link == Link.id, LinkEvent.kind == "delivery_opened")
    ahead = timedelta(days=current().link_remind_days)
    soon = (Link.expires_at > now) & (Link.expires_at <= now + ahead) & (Link.created_at <= now - AGE_LEAST)
    wanted = Link.remind & Link.reminders_declined_at.is_null()
    return soon & wanted & Link.reminded_at.is_null() & Link.revoked_at.is_null() & Link.id.not_in(began)


def _remind(link_id: UUID, now: datetime) -> bool:
    with db.atomic():
        link: Link | None = for_update(Link.select().where((Link.id == link_id) & _is_due(now))).get_or_none()
        if link is None or state.state(link) != "active" or not patience.has_room(link):
            return False
        Link.update(reminded_at=now).where(Link.id == link.id).execute()
        timeline.note(link.id, "reminded", by="")
        record(ROBOT, Event.LINK_REMINDED, timeline.reference(link.id))
        invitations.send_reminder(link, link.owner.name)
    return True
