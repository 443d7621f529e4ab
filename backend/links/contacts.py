"""To whom a clinician has sent upload links before."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from backend.db import db, utcnow
from backend.errors import NotFound
from backend.links.models import LinkContact
from backend.mail.addresses import Address
from backend.principal import UserPrincipal

OFFERED_MOST = 10


def remember(owner_id: UUID, recipients: Collection[Address]) -> None:
    """Remember the recipients, inside the caller's transaction."""
    now = utcnow()
    for recipient in recipients:
        LinkContact.insert(owner=owner_id, key=recipient.key, address=recipient.text, used_at=now).on_conflict(
            conflict_target=[LinkContact.owner, LinkContact.key],
            update={LinkContact.address: recipient.text, LinkContact.used_at: now},
        ).execute()


def listing(user: UserPrincipal, part: str) -> list[LinkContact]:
    """The clinician's own contacts whose address has this part, the last used first."""
    own = LinkContact.select().where(LinkContact.owner == user.user_id, LinkContact.address.contains(part.strip()))
    return list(own.order_by(LinkContact.used_at.desc(), LinkContact.id.desc()).limit(OFFERED_MOST))


def forget(user: UserPrincipal, contact_id: UUID) -> None:
    """Offer one of the clinician's own contacts no longer; links that went there stay as they are. Raises NotFound.

    Whoever sends a link there again is offered it again.
    """
    with db.atomic():
        own = (LinkContact.id == contact_id) & (LinkContact.owner == user.user_id)
        if LinkContact.delete().where(own).execute() == 0:
            raise NotFound
