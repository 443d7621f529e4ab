"""Mails that a server took and another sent back: delivery status notifications (RFC 3464), as servers mail them.

Anybody can mail anything to the address to which these come. Nothing in them is believed but that a mail of ours which
they name, by an id that only who got it can know, did not arrive; and the words why, which are shown as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Literal
from uuid import UUID

import structlog

from backend.mail import service
from backend.mail.models import OutboxMail

log = structlog.get_logger(__name__)

#: Bytes. A notice holds at most the mail that it is about, and ours are small.
SIZE_MOST = 2 << 20

Outcome = Literal["returned", "known", "not_a_notice", "no_failure", "unknown_mail", "too_large"]

#: What diagnostics begin with (RFC 3464 section 2.3.6): "smtp; 550 ...".
_TYPE = re.compile(r"^\s*[\w.-]+\s*;\s*")
_IDS = re.compile(r"<[^<>\s]{1,120}>")


@dataclass(frozen=True)
class Notice:
    """What a notice says: by which ids it names the mail, whether that failed for good, and why."""

    envelope_id: str
    message_ids: tuple[str, ...]
    is_failure: bool
    words: str


def receive(raw: bytes) -> Outcome:
    """Take a message that came to the bounces' address; whatever it is not made for is ignored, and logged."""
    outcome = _receive(raw)
    log.info("bounce", outcome=outcome, size=len(raw))
    return outcome


def read(raw: bytes) -> Notice | None:
    """A message as a notice; None if it is none. Raises nothing, whatever the bytes are."""
    try:
        message = message_from_bytes(raw)
        if message.get_content_type() != "multipart/report" or not message.is_multipart():
            return None
        return _read(message)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):  # made to break the parser
        return None


def _receive(raw: bytes) -> Outcome:
    if len(raw) > SIZE_MOST:
        return "too_large"
    notice = read(raw)
    if notice is None:
        return "not_a_notice"
    if not notice.is_failure:
        return "no_failure"
    mail = _find(notice)
    if mail is None:
        return "unknown_mail"
    return "returned" if service.returned(mail.id, notice.words) else "known"


def _find(notice: Notice) -> OutboxMail | None:
    found: OutboxMail | None = None
    if re.fullmatch(r"[0-9a-f]{32}", notice.envelope_id):
        found = OutboxMail.get_or_none(OutboxMail.id == UUID(notice.envelope_id))
    if found is None and notice.message_ids:
        found = OutboxMail.select().where(OutboxMail.message_id.in_(notice.message_ids)).first()
    return found


def _read(message: Message) -> Notice | None:
    status = next((part for part in message.walk() if part.get_content_type() == "message/delivery-status"), None)
    blocks = status.get_payload() if status is not None else None
    if not isinstance(blocks, list) or not blocks:
        return None
    about = [block for block in blocks if isinstance(block, Message)]
    failed = [block for block in about[1:] if _field(block, "Action").lower() == "failed"]
    return Notice(
        envelope_id=_field(blocks[0], "Original-Envelope-Id").lower(),
        message_ids=tuple(dict.fromkeys(_message_ids(message))),
        is_failure=bool(failed),
        words=_words(failed[0]) if failed else "",
    )


def _message_ids(message: Message) -> Iterator[str]:
    """Of the mail that came back; Exchange and some gateways name it in their own header only."""
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield from _IDS.findall(_field(message_from_bytes(payload), "Message-ID"))
        elif part.get_content_type() == "message/rfc822" and part.is_multipart():
            yield from _IDS.findall(_field(part.get_payload(0), "Message-ID"))
    for name in ("In-Reply-To", "References"):
        yield from _IDS.findall(_field(message, name))[:10]


def _words(block: Message) -> str:
    said = _TYPE.sub("", _field(block, "Diagnostic-Code")) or f"{_field(block, 'Status')} not delivered".strip()
    return said[: service.ANSWER_MOST]


def _field(block: object, name: str) -> str:
    """A header on one line, without anything that can't be printed."""
    value = str(block.get(name) or "") if isinstance(block, Message) else ""
    return " ".join("".join(char if char.isprintable() else " " for char in value).split())
