"""What an owner is told about a link without having asked."""

from __future__ import annotations

from datetime import UTC, datetime, time

from backend.config import current
from backend.db import utcnow
from backend.links import timeline
from backend.links.models import Link, LinkEvent
from backend.mail import service as mail


def guessing(link: Link) -> None:
    """Many wrong passwords were entered today: into the timeline and by mail, once a day.

    Call it inside a transaction.
    """
    midnight = datetime.combine(utcnow().date(), time.min, tzinfo=UTC).replace(tzinfo=None)
    today = (LinkEvent.link == link.id) & (LinkEvent.kind == "guessing") & (LinkEvent.at >= midnight)
    if LinkEvent.select().where(today).exists():
        return
    timeline.note(link.id, "guessing")
    owner = link.owner
    mail.queue(
        kind="guessing",
        recipient=owner.email,
        language=owner.language,
        reference=timeline.reference(link.id),
        context={
            "owner": owner.name,
            "recipient": link.recipient,
            "title": link.title,
            "url": f"{current().public_url}/links/{link.id}",
        },
    )
