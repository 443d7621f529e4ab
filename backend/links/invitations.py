"""A link's mails: the link to its recipient; the password with it, beside it, elsewhere, or not at all."""

from __future__ import annotations

from typing import Any

from backend import crypto
from backend.config import current
from backend.links import declining, timeline
from backend.links.models import Link
from backend.mail import service as mail

#: Mails that nobody asked for: their guest can ask for no more of them.
REMINDERS = ("reminder", "upload_stopped")


def token(link: Link) -> str:
    """The secret part of the link's address, derived again (256 bits)."""
    return token_of(link.id, link.token_version)


def token_of(link_id: Any, version: int) -> str:
    """The token of a link's version."""
    return crypto.keyed_token("link", link_id, version)


def url(link: Link) -> str:
    """The link's address."""
    return f"{current().public_url}/u/{token(link)}"


def send(link: Link, sharer: str, password: str) -> None:
    """Queue a new link's mails, and say so in its timeline."""
    if link.password_by != "same_mail":  # noqa: S105 - a way, no password
        _queue(link, "upload_link_only", link.recipient, {**_facts(link, sharer), "url": url(link)})
    send_password(link, sharer, password)


def send_password(link: Link, sharer: str, password: str) -> None:
    """Queue the password's mail: with the link in it, without it, or none at all if the sharer tells it."""
    facts = {**_facts(link, sharer), "password": password}
    if link.password_by == "same_mail":  # noqa: S105 - a way, no password
        _queue(link, "upload_link", link.recipient, {**facts, "url": url(link)})
    elif link.password_by in ("separate_mail", "other_address"):
        _queue(link, "password_only", link.password_recipient or link.recipient, facts)


def send_again(link: Link, sharer: str) -> None:
    """Queue a mail with the link alone to whoever has the password, or is told it otherwise."""
    facts = {**_facts(link, sharer), "password_by": "before"}
    _queue(link, "upload_link_only", link.recipient, {**facts, "url": url(link)})


def send_reminder(link: Link, sharer: str) -> None:
    """Queue a reminder with the link alone."""
    facts = {**_facts(link, sharer), "password_by": "before"}
    _queue(link, "reminder", link.recipient, {**facts, "url": url(link)})


def send_stopped(link: Link, sharer: str, *, percent: int) -> None:
    """Queue a mail to a guest whose upload has stopped at so many per cent."""
    facts = {**_facts(link, sharer), "password_by": "before", "percent": percent}
    _queue(link, "upload_stopped", link.recipient, {**facts, "url": url(link), "hours": current().delivery_idle_hours})


def _facts(link: Link, sharer: str) -> dict[str, Any]:
    return {
        "may_see": link.may_see,
        "sharer": sharer,
        "title": link.title,
        "expire_date": link.expire_date,
        "time_zone": link.time_zone,
        "recipient": link.recipient,
        "two_factor": link.two_factor,
        "password_by": link.password_by,
    }


def _queue(link: Link, kind: str, recipient: str, context: dict[str, Any]) -> None:
    queued = mail.queue(
        kind=kind,
        recipient=recipient,
        language=link.language,
        context=context,
        reply_to=(context["sharer"], link.owner.email),
        unsubscribe_url=declining.url(link) if kind in REMINDERS else "",
        reference=timeline.reference(link.id),
        has_password="password" in context,
    )
    timeline.note(link.id, "mail_queued", mail=kind, recipient=queued.recipient)
