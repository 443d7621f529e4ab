"""A link's life, step by step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.audit.events import Event
from backend.audit.service import record
from backend.folders import service as folders
from backend.links.models import Link, LinkEvent
from backend.mail.models import OutboxMail
from backend.principal import SystemPrincipal

MAIL_ROBOT = SystemPrincipal("mail")


def reference(link_id: UUID) -> str:
    """How mails and deliveries name a link, opaque to them."""
    return f"link:{link_id}"


def link_id_of(ref: str) -> UUID | None:
    """The inverse of `reference`; None if it names something else."""
    kind, _, text = ref.partition(":")
    return UUID(text) if kind == "link" else None


def note(link_id: UUID, kind: str, **detail: Any) -> None:
    """Write a step into the current transaction. `detail` holds no secret and no patient's name."""
    LinkEvent.create(link=link_id, kind=kind, detail=detail)


def bump(link: Link) -> None:
    """Let open folder views hear of it: the folder's own listing shows its links, its parent's shows the mark."""
    folders.bump(link.folder_id, link.folder.parent_id)


def mail_outcome(sent: OutboxMail) -> None:
    """mail's hook: a mail was sent, refused, given up or (once) delayed."""
    link_id = link_id_of(sent.reference)
    if link_id is None:
        return
    kind = "mail_delayed" if sent.state == "queued" else f"mail_{sent.state}"
    note(link_id, kind, mail=sent.kind, recipient=sent.recipient, answer=sent.last_answer or "")
    if sent.state != "queued":
        event = Event.MAIL_SENT if sent.state == "sent" else Event.MAIL_REFUSED
        record(MAIL_ROBOT, event, sent.reference, mail=sent.kind, state=sent.state)
