"""What an owner sends again: the link alone, a reminder, a new password, a new address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend import crypto
from backend.accounts import passwords
from backend.audit.events import Event
from backend.audit.service import record
from backend.config import current
from backend.db import db, utcnow
from backend.links import access, creation, invitations, patience, state, timeline
from backend.links.creation import password_recipient_of
from backend.links.errors import NotRevoked, RemindersDeclined
from backend.links.models import Link
from backend.mail import addresses
from backend.principal import UserPrincipal


@dataclass(frozen=True)
class NewPassword:
    """A password that replaces the old one, and where it goes (as in the form)."""

    password: str
    password_by: str
    password_recipient: str | None


def resend(user: UserPrincipal, link_id: UUID) -> None:
    """Mail the link alone once more; the password stays as it is.

    Raises NotFound, NotWhileExpired, NotWhileRevoked, NotWhileSuspended, TooManyMails.
    """
    with db.atomic():
        link = _lock_active(user, link_id)
        patience.require(link, link.recipient)
        record(user, Event.LINK_RESENT, timeline.reference(link.id))
        invitations.send_again(link, user.name)


def remind(user: UserPrincipal, link_id: UUID) -> None:
    """Mail the guest a reminder, with the link alone; raises RemindersDeclined, and what `resend` raises."""
    with db.atomic():
        link = _lock_active(user, link_id)
        if link.reminders_declined_at is not None:
            raise RemindersDeclined
        patience.require(link, link.recipient)
        Link.update(reminded_at=utcnow()).where(Link.id == link.id).execute()
        timeline.note(link.id, "reminded", by=user.name)
        record(user, Event.LINK_REMINDED, timeline.reference(link.id))
        invitations.send_reminder(link, user.name)


def change_password(user: UserPrincipal, link_id: UUID, new: NewPassword) -> None:
    """Replace the password and tell the new one; every browser has to prove it anew.

    Raises Invalid, Busy, and what `resend` raises.
    """
    recipient = addresses.parse(access.find(user, link_id).recipient)
    other = password_recipient_of(new.password_by, new.password_recipient, [recipient])
    known = [recipient.text, new.password_recipient or "", current().institution]
    creation.require_good_password(new.password, known)
    password_hash = passwords.hash_password(new.password)
    with db.atomic():
        link = _lock_active(user, link_id)
        link.password_hash, link.password_by = password_hash, new.password_by
        link.password_recipient = other.text if other else None
        link.save(only=[Link.password_hash, Link.password_by, Link.password_recipient])
        if link.password_by != "told":  # noqa: S105 - a way, no password
            patience.require(link, link.password_recipient or link.recipient)
        timeline.note(link.id, "password_changed", by=user.name)
        record(user, Event.LINK_PASSWORD_CHANGED, timeline.reference(link.id), password_by=link.password_by)
        invitations.send_password(link, user.name, new.password)


def renew_token(user: UserPrincipal, link_id: UUID) -> None:
    """Give the link a new address and mail it; the old one is dead at once, and so is what browsers proved with it.

    What is being sent can go on once its guest has opened the new address. Raises what `resend` raises.
    """
    with db.atomic():
        link = _lock_active(user, link_id)
        patience.require(link, link.recipient)
        _renew(user, link)
        invitations.send_again(link, user.name)


def reactivate(user: UserPrincipal, link_id: UUID, expire_date: date, time_zone: str) -> None:
    """Bring a revoked link back, with a new address, since the old one was to be dead for good; mails it.

    Raises NotFound, NotRevoked, NotWhileSuspended, Invalid, TooManyMails.
    """
    expires_at = creation.expires_at_of(expire_date, time_zone)
    with db.atomic():
        link = access.lock(user, link_id)
        if link.revoked_at is None:
            raise NotRevoked
        link.revoked_at = None
        link.expire_date, link.time_zone, link.expires_at = expire_date, time_zone, expires_at
        link.reminded_at = None
        link.save(only=[Link.revoked_at, Link.expire_date, Link.time_zone, Link.expires_at, Link.reminded_at])
        state.require_usable(link)
        patience.require(link, link.recipient)
        timeline.note(link.id, "reactivated", by=user.name, expire_date=expire_date.isoformat())
        record(user, Event.LINK_REACTIVATED, timeline.reference(link.id), expire_date=expire_date.isoformat())
        _renew(user, link)
        invitations.send_again(link, user.name)
        timeline.bump(link)


def _lock_active(user: UserPrincipal, link_id: UUID) -> Link:
    link = access.lock(user, link_id)
    state.require_usable(link)
    return link


def _renew(user: UserPrincipal, link: Link) -> None:
    link.token_version += 1
    link.token_hash = crypto.token_hash(invitations.token(link))
    link.save(only=[Link.token_version, Link.token_hash])
    timeline.note(link.id, "token_renewed", by=user.name)
    record(user, Event.LINK_TOKEN_RENEWED, timeline.reference(link.id), version=link.token_version)
