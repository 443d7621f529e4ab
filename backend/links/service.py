"""Upload links: made, looked at, revoked; and what others ask about them."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import segno

from backend import crypto
from backend.accounts import passwords
from backend.audit.events import Event
from backend.audit.models import AuditEvent
from backend.audit.service import record
from backend.db import Prepared, db, new_id, utcnow
from backend.deliveries import service as deliveries
from backend.errors import NotFound
from backend.folders import access as folder_access
from backend.folders import service as folders
from backend.folders.models import Folder
from backend.links import access, contacts, creation, invitations, listing, patience, state, timeline
from backend.links.creation import Judged, NewLinks, judge
from backend.links.errors import LinkUnknown
from backend.links.models import Link
from backend.principal import UserPrincipal

#: Looking at a link again within this time is one reading in the audit log: the page asks every few seconds.
READ_AGAIN = timedelta(hours=1)

IDS_AT_ONCE = 10_000

note_event = timeline.note


@dataclass(frozen=True)
class Mark:
    """An active link on a folder."""

    link_id: UUID
    recipient: str
    expires_at: datetime


def create(user: UserPrincipal, form: NewLinks) -> list[dict[str, Any]]:
    """Make one link for each recipient, together with its mails, its audit row and the beginning of its timeline.

    Raises NotFound or Forbidden for the folder, Invalid for the form, Busy while too many passwords are being hashed.
    """
    folder_access.require_folder(user, form.folder_id, "share")
    judged = judge(form)
    password_hash = passwords.hash_password(form.password)
    with db.atomic():
        folder = folder_access.require_folder(user, form.folder_id, "share")  # it may have gone while the hash was made
        patience.require_for_all([recipient.text for recipient in judged.recipients])
        links = [_create(user, folder, form, judged, recipient.text, password_hash) for recipient in judged.recipients]
        contacts.remember(user.user_id, judged.recipients)
        folders.bump(folder.id, folder.parent_id)
    return [listing.details(user, link) for link in links]


def details(user: UserPrincipal, link_id: UUID) -> dict[str, Any]:
    """Everything about a link but its password; raises NotFound. An administrator doesn't learn its address."""
    link = access.find(user, link_id)
    _record_reading(user, link)
    return listing.details(user, link)


def revoke(user: UserPrincipal, link_id: UUID) -> None:
    """Take a link back at once, and with it running deliveries and every guest's proof.

    Repeating it changes nothing; raises NotFound.
    """
    with db.atomic():
        link = access.lock_to_stop(user, link_id)
        if link.revoked_at is not None:
            return
        Link.update(revoked_at=utcnow()).where(Link.id == link.id).execute()
        timeline.note(link.id, "revoked", by=user.name)
        record(user, Event.LINK_REVOKED, timeline.reference(link.id))
        deliveries.end_for(timeline.reference(link.id), closed_by="revoked")
        timeline.bump(link)


def qr(user: UserPrincipal, link_id: UUID) -> bytes:
    """The link's address as a QR code (SVG), for its owner alone; raises NotFound."""
    link = Link.get_or_none((Link.id == link_id) & (Link.owner == user.user_id))
    if link is None:
        raise NotFound
    image = io.BytesIO()
    segno.make_qr(invitations.url(link), error="m").save(image, kind="svg", border=4, dark="#000", light="#fff")
    return image.getvalue()


def note_printing(user: UserPrincipal, link_id: UUID, *, with_password: bool) -> None:
    """Record that the owner prints the share details, with the password on them or without; raises NotFound."""
    with db.atomic():
        link = access.lock(user, link_id)
        timeline.note(link.id, "printed", by=user.name, with_password=with_password)
        record(user, Event.LINK_PRINTED, timeline.reference(link.id), with_password=with_password)


def find_by_token(token: str) -> Link:
    """The link with this token, whatever its state; raises LinkUnknown, at once: 256 bits need no slow hash."""
    link: Link | None = Link.get_or_none(Link.token_hash == crypto.token_hash(token))
    if link is None:
        raise LinkUnknown
    return link


def active_marks(folder_ids: Sequence[UUID]) -> dict[UUID, list[Mark]]:
    """For each folder that has any: its active links, the one that expires last at the end."""
    marks: dict[UUID, list[Mark]] = {}
    for link in _active(folder_ids):
        marks.setdefault(link.folder_id, []).append(Mark(link.id, link.recipient, link.expires_at))
    return marks


def next_expiry(folder_ids: Sequence[UUID]) -> datetime | None:
    """When the first of the folders' active links expires (UTC)."""
    return min((link.expires_at for link in _active(folder_ids)), default=None)


def count_active(folder_ids: Collection[UUID]) -> int:
    """How many links would stop if these folders went to the trash; folders' hook."""
    return sum(Link.select().where(Link.folder.in_(ids) & _is_open()).count() for ids in _batches(list(folder_ids)))


def _create(
    user: UserPrincipal, folder: Folder, form: NewLinks, judged: Judged, recipient: str, password_hash: str
) -> Link:
    link_id = new_id()
    link = Link.create(
        id=link_id,
        owner=user.user_id,
        folder=folder,
        recipient=recipient,
        title=judged.title,
        filter_text=creation.filter_text_of(recipient, judged.title),
        description=judged.description,
        language=form.language,
        token_hash=crypto.token_hash(invitations.token_of(link_id, 1)),
        password_hash=password_hash,
        two_factor=judged.two_factor,
        password_by=form.password_by,
        password_recipient=judged.password_recipient.text if judged.password_recipient else None,
        expire_date=form.expire_date,
        time_zone=form.time_zone,
        expires_at=judged.expires_at,
        policy=judged.policy.to_json(),
        notify=judged.notify,
        remind=judged.remind,
        ask_name=form.ask_name,
        ask_note=form.ask_note,
        may_see=form.may_see,
        may_download=form.may_download,
    )
    timeline.note(link.id, "created", by=user.name)
    record(
        user,
        Event.LINK_CREATED,
        timeline.reference(link.id),
        folder=str(folder.id),
        two_factor=judged.two_factor,
        password_by=form.password_by,
        expire_date=form.expire_date.isoformat(),
        may_see=form.may_see,
        may_download=form.may_download,
    )
    invitations.send(link, user.name, form.password)
    return link


def _record_reading(user: UserPrincipal, link: Link) -> None:
    subject = timeline.reference(link.id)
    recent = (
        (AuditEvent.subject == subject)
        & (AuditEvent.action == Event.LINK_READ.value)
        & (AuditEvent.actor == str(user))
        & (AuditEvent.at > utcnow() - READ_AGAIN)
    )
    if not AuditEvent.select().where(recent).exists():
        with db.atomic():
            record(user, Event.LINK_READ, subject)


def _is_open() -> Any:
    return Link.revoked_at.is_null() & (Link.expires_at > utcnow())


def _open(on: Any, now: Any) -> Any:
    return (
        Link.select(Link.id, Link.owner, Link.folder, Link.recipient, Link.expires_at, Link.revoked_at)
        .where(on & Link.revoked_at.is_null() & (Link.expires_at > now))
        .order_by(Link.expires_at, Link.id)
    )


def _open_on(folder_id: Any, now: Any) -> Any:
    return _open(Link.folder == folder_id, now)


#: What each folder view without folders asks.
_OPEN_ON: Final = Prepared(Link, _open_on, folder_id=Link.folder, now=Link.expires_at)


def _active(folder_ids: Collection[UUID]) -> Iterator[Link]:
    for ids in _batches(list(folder_ids)):
        links = (
            _OPEN_ON(folder_id=ids[0], now=utcnow()) if len(ids) == 1 else list(_open(Link.folder.in_(ids), utcnow()))
        )
        states = state.states(links)
        yield from (link for link in links if states[link.id] == "active")


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    return (items[start : start + IDS_AT_ONCE] for start in range(0, len(items), IDS_AT_ONCE))
