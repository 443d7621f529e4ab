"""A guest who wants no more reminders of a link says so without a session: by a signed address in the mail.

Whoever has the address can stop reminders, and nothing else. Looking at it changes nothing, as mail scanners look at
everything; only a POST does, a person's or a mail program's (RFC 8058).
"""

from __future__ import annotations

import hmac
from uuid import UUID

from backend import crypto
from backend.audit.events import Event
from backend.audit.service import record
from backend.config import current
from backend.db import db, for_update, utcnow
from backend.errors import NotFound
from backend.links import timeline
from backend.links.models import Link
from backend.principal import SystemPrincipal

ROBOT = SystemPrincipal("mail")


def url(link: Link) -> str:
    """The address at which the link's guest asks for no more reminders."""
    return f"{current().public_url}/reminders/{link.id}/{_signature(link.id)}"


def find(link_id: UUID, signature: str) -> Link:
    """The link, if the signature is right; raises NotFound, whichever of the two is wrong."""
    link: Link | None = Link.get_or_none(Link.id == link_id)
    if link is None or not hmac.compare_digest(signature.encode(), _signature(link_id).encode()):
        raise NotFound
    return link


def decline(link_id: UUID, signature: str) -> Link:
    """Send no more reminders of this link, neither by itself nor by its owner's wish. Repeating it changes nothing.

    Raises NotFound.
    """
    find(link_id, signature)
    with db.atomic():
        link: Link = for_update(Link.select().where(Link.id == link_id)).get()
        if link.reminders_declined_at is None:
            link.reminders_declined_at = utcnow()
            link.save(only=[Link.reminders_declined_at])
            timeline.note(link.id, "reminders_declined")
            record(ROBOT, Event.LINK_REMINDERS_DECLINED, timeline.reference(link.id))
    return link


def _signature(link_id: UUID) -> str:
    return crypto.keyed_token("no-reminders", link_id)
