"""Uploads that have stopped on their way: into the timeline, and by mail to the guest, once for each delivery."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from backend.config import current
from backend.db import db, for_update, utcnow
from backend.deliveries import progress
from backend.deliveries.progress import Progress
from backend.links import invitations, patience, state, timeline
from backend.links.models import Link, LinkEvent


def sweep() -> int:
    """Tell of the uploads that have stopped of late; returns of how many.

    Somebody who pauses for a meal needs no mail; one that comes after the delivery has closed itself helps nobody.
    """
    settings = current()
    horizon = utcnow() - timedelta(hours=min(settings.link_stopped_hours, settings.delivery_idle_hours / 2))
    stopped = [each for each in progress.of_idle_since(horizon, via="link") if each.bytes_here < each.bytes_total]
    return sum(map(_tell, stopped))


def _tell(each: Progress) -> bool:
    link_id = timeline.link_id_of(each.delivery.origin_ref)
    assert link_id is not None
    with db.atomic():
        link: Link = for_update(Link.select().where(Link.id == link_id)).get()
        if _is_told(link_id, each):
            return False
        timeline.note(
            link_id,
            "stalled",
            delivery_id=str(each.delivery.id),
            number=each.delivery.number,
            percent=each.percent,
        )
        wanted = link.remind and link.reminders_declined_at is None
        if wanted and state.state(link) in ("active", "expired") and patience.has_room(link):
            invitations.send_stopped(link, link.owner.name, percent=each.percent)
    return True


def _is_told(link_id: UUID, each: Progress) -> bool:
    events = LinkEvent.select().where(LinkEvent.link == link_id, LinkEvent.kind == "stalled")
    return any(event.detail["delivery_id"] == str(each.delivery.id) for event in events)
