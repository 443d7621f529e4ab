"""What a link's owner is told by mail, in the owner's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from backend.accounts.models import User
from backend.config import current
from backend.db import utcnow
from backend.links import timeline
from backend.links.models import Link, LinkEvent
from backend.mail import service as mail
from backend.mail.errors import BadAddress
from backend.mail.models import OutboxMail

#: Recipients that a mail about many links names.
NAMED_MOST = 10


def tell_of_delivery(link: Link, number: str, facts: dict[str, Any]) -> None:
    """A delivery is complete. Call it inside a transaction."""
    url, settings_url = (f"{current().public_url}/{at}" for at in (f"folders/{link.folder_id}", f"links/{link.id}"))
    _queue(link, "delivery_received", number=number, url=url, settings_url=settings_url, **facts)


def tell_of_guessing(link: Link) -> None:
    """Many wrong passwords were entered today: into the timeline and by mail, once a day.

    Call it inside a transaction.
    """
    today = (LinkEvent.link == link.id) & (LinkEvent.kind == "guessing") & (LinkEvent.at >= _midnight())
    if LinkEvent.select().where(today).exists():
        return
    timeline.note(link.id, "guessing")
    _queue(link, "guessing", url=f"{current().public_url}/links/{link.id}")


def tell_of_undelivered(link: Link, sent: OutboxMail) -> None:
    """A mail about the link did not arrive. Call it inside a transaction."""
    url = f"{current().public_url}/links/{link.id}"
    facts = {"reason": sent.state, "answer": sent.last_answer or "", "recipient": sent.recipient}
    _queue(link, "undelivered", url=url, **facts)


def tell_of_lost_folders(links: Sequence[Link]) -> None:
    """Somebody else has put away the folders of these links of one owner. Call it inside a transaction."""
    first = links[0]
    if first.owner.active:
        _queue(first, "links_stopped", cause="folder", url=f"{current().public_url}/links", **_stopped(links))


def tell_of_deactivation(links: Sequence[Link]) -> None:
    """The account of these links' owner is closed: the owner is told, and so are the administrators, who alone can do
    something about it. Call it inside a transaction.
    """
    first, facts = links[0], _stopped(links)
    _queue(first, "links_stopped", cause="account", url="", **facts)
    url = f"{current().public_url}/links"
    for each in User.select().where(User.role == "administrator", User.active, User.id != first.owner_id):
        _send(first, each, "account_closed", {"owner": each.name, "sharer": first.owner.name, "url": url, **facts})


def _stopped(links: Sequence[Link]) -> dict[str, Any]:
    named = sorted({link.recipient for link in links})
    return {"count": len(links), "recipients": named[:NAMED_MOST], "more": max(0, len(named) - NAMED_MOST)}


def _queue(link: Link, kind: str, **context: Any) -> None:
    owner = link.owner
    if owner.active or kind == "links_stopped":
        _send(link, owner, kind, {"owner": owner.name, "recipient": link.recipient, "title": link.title, **context})


def _send(link: Link, to: User, kind: str, context: dict[str, Any]) -> None:
    """An address that can't be written to must not undo what the mail would tell of."""
    try:
        mail.queue(
            kind=kind,
            recipient=to.email,
            language=to.language,
            reference=timeline.reference(link.id),
            context=context,
        )
    except BadAddress as error:
        timeline.note(link.id, "mail_refused", mail=kind, recipient=to.email, answer=error.title)


def _midnight() -> datetime:
    return datetime.combine(utcnow().date(), time.min)
