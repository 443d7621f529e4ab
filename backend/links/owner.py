"""What a link's owner is told by mail, in the owner's language."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from backend.config import current
from backend.db import utcnow
from backend.links import timeline
from backend.links.models import Link, LinkEvent
from backend.mail import service as mail
from backend.mail.errors import BadAddress


def tell_of_delivery(link: Link, number: str, facts: dict[str, Any]) -> None:
    """A delivery is complete. Call it inside a transaction."""
    url = f"{current().public_url}/folders/{link.folder_id}"
    _queue(link, "delivery_received", number=number, url=url, **facts)


def tell_of_guessing(link: Link) -> None:
    """Many wrong passwords were entered today: into the timeline and by mail, once a day.

    Call it inside a transaction.
    """
    today = (LinkEvent.link == link.id) & (LinkEvent.kind == "guessing") & (LinkEvent.at >= _midnight())
    if LinkEvent.select().where(today).exists():
        return
    timeline.note(link.id, "guessing")
    _queue(link, "guessing", url=f"{current().public_url}/links/{link.id}")


def _queue(link: Link, kind: str, **context: Any) -> None:
    """An address that can't be written to must not undo what the mail would tell of."""
    owner = link.owner
    try:
        mail.queue(
            kind=kind,
            recipient=owner.email,
            language=owner.language,
            reference=timeline.reference(link.id),
            context={"owner": owner.name, "recipient": link.recipient, "title": link.title, **context},
        )
    except BadAddress as error:
        timeline.note(link.id, "mail_refused", mail=kind, recipient=owner.email, answer=error.title)


def _midnight() -> datetime:
    return datetime.combine(utcnow().date(), time.min)
