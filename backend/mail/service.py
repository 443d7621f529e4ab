"""The outbox: a mail is committed together with what it tells of, and what becomes of it is told to who wrote it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from backend import crypto
from backend.config import current
from backend.db import db, for_update, new_id, utcnow
from backend.jobs import service as jobs
from backend.mail import addresses
from backend.mail.errors import BadAddress
from backend.mail.models import OutboxMail
from backend.mail.rendering import Rendered, render

#: A password waits no longer than this, however long the mail server is away.
PASSWORD_MOST = timedelta(hours=24)

ANSWER_MOST = 500

Outcome = Callable[[OutboxMail], None]

_outcome: Outcome | None = None


def use(outcome: Outcome) -> None:
    """Inject who hears, inside the transaction, what became of a mail: sent, refused, expired,
    returned, or (once) delayed.
    """
    global _outcome
    _outcome = outcome


def queue(
    *,
    kind: str,
    recipient: str,
    language: str,
    context: dict[str, Any],
    reference: str,
    has_password: bool = False,
    reply_to: tuple[str, str] | None = None,
    unsubscribe_url: str = "",
) -> OutboxMail:
    """Render a mail and write it, encrypted, into the caller's transaction, with the job that sends it.

    `reference` is opaque here ('link:<id>'). `has_password` limits its life to PASSWORD_MOST. `reply_to` is the name
    and the address of whoever gets the answers; an address that can't be written to is left out. Raises BadAddress.
    """
    mail_id = new_id()
    rendered = render(kind, language, context, reply_to=_mailbox(reply_to), unsubscribe_url=unsubscribe_url)
    mail = OutboxMail.create(
        id=mail_id,
        message_id=f"<{mail_id.hex}@{_own_domain()}>",
        recipient=addresses.parse(recipient).text,
        kind=kind,
        reference=reference,
        language=language,
        sealed=crypto.seal(json.dumps(vars(rendered), ensure_ascii=False), "mail"),
        has_password=has_password,
    )
    jobs.enqueue("mail:send", mail_id=str(mail_id))
    if has_password:
        jobs.enqueue("mail:expire", delay=PASSWORD_MOST, mail_id=str(mail_id))
    return mail


def moments(kinds: Collection[str], since: datetime, *, recipient: str = "", reference: str = "") -> list[datetime]:
    """When mails of these kinds were queued since then (UTC), oldest first, for a recipient, a reference or both."""
    chosen = OutboxMail.kind.in_(kinds) & (OutboxMail.created_at > since)
    if recipient:
        chosen &= OutboxMail.recipient == recipient
    if reference:
        chosen &= OutboxMail.reference == reference
    return [mail.created_at for mail in OutboxMail.select().where(chosen).order_by(OutboxMail.created_at)]


def of_reference(reference: str) -> list[OutboxMail]:
    """What was written for a reference, oldest first, with what became of each."""
    found = OutboxMail.select().where(OutboxMail.reference == reference)
    return list(found.order_by(OutboxMail.created_at, OutboxMail.id))


def content(mail: OutboxMail) -> Rendered:
    """The waiting mail's content; ValueError once its body is wiped."""
    if mail.sealed is None:
        raise ValueError("the mail's body is wiped")
    return Rendered(**json.loads(crypto.unseal(bytes(mail.sealed), "mail")))


def waiting(mail_id: UUID) -> OutboxMail | None:
    """The mail, if it is still to be sent."""
    mail: OutboxMail | None = OutboxMail.get_or_none((OutboxMail.id == mail_id) & (OutboxMail.state == "queued"))
    return mail


def is_stale(mail: OutboxMail) -> bool:
    """Whether it holds a password that has waited too long."""
    return bool(mail.has_password and mail.created_at <= utcnow() - PASSWORD_MOST)


def sent(mail_id: UUID, answer: str) -> None:
    """The mail server has taken it; its body is wiped."""
    _end(mail_id, "sent", answer, sent_at=utcnow())


def refused(mail_id: UUID, answer: str) -> None:
    """The mail server will never take it; `answer` is in the server's words."""
    _end(mail_id, "refused", answer)


def expire(mail_id: UUID) -> None:
    """Give up a password mail: wiped, and visibly failed."""
    _end(mail_id, "expired", None)


def returned(mail_id: UUID, words: str) -> bool:
    """A mail that was taken came back; `words` are the other server's. Returns whether that is news."""
    with db.atomic():
        mail = for_update(OutboxMail.select().where(OutboxMail.id == mail_id)).get_or_none()
        if mail is None or mail.state != "sent":
            return False
        mail.state, mail.returned_at, mail.last_answer = "returned", utcnow(), words[:ANSWER_MOST]
        mail.save(only=[OutboxMail.state, OutboxMail.returned_at, OutboxMail.last_answer])
        _tell(mail)
    return True


def delayed(mail_id: UUID, answer: str) -> None:
    """The mail server could not take it now; who wrote it hears of the first time only."""
    with db.atomic():
        mail = for_update(OutboxMail.select().where(OutboxMail.id == mail_id)).get()
        mail.attempts += 1
        mail.last_answer = answer[:ANSWER_MOST]
        mail.save(only=[OutboxMail.attempts, OutboxMail.last_answer])
        if mail.attempts == 1:
            _tell(mail)


def _mailbox(person: tuple[str, str] | None) -> str:
    if person is None:
        return ""
    name, address = person
    try:
        return f"{addresses.display_name(name)} <{addresses.parse(address).wire}>"
    except BadAddress:
        return ""


def _end(mail_id: UUID, state: str, answer: str | None, **columns: Any) -> None:
    with db.atomic():
        mail = for_update(OutboxMail.select().where(OutboxMail.id == mail_id)).get_or_none()
        if mail is None or (mail.state != "queued" and state != "sent"):
            return
        mail.state, mail.sealed = state, None
        if answer is not None:
            mail.attempts += 1
            mail.last_answer = answer[:ANSWER_MOST]
        for name, value in columns.items():
            setattr(mail, name, value)
        mail.save()
        _tell(mail)


def _tell(mail: OutboxMail) -> None:
    if _outcome is not None:
        _outcome(mail)


def _own_domain() -> str:
    """The right side of our Message-IDs (RFC 5322 section 3.6.4: a domain that we may speak for)."""
    return parseaddr(current().mail_sender)[1].rpartition("@")[2] or "localhost"
