"""A link's life, step by step: what happens elsewhere is told to the timeline by hooks, inside the same transaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.accounts.models import User
from backend.audit.events import Event
from backend.audit.service import record
from backend.config import current
from backend.deliveries.models import Delivery
from backend.links.models import Link, LinkEvent
from backend.mail import service as mail
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


def delivery_opened(delivery: Delivery) -> None:
    """deliveries' hook: a guest has begun to send."""
    link_id = link_id_of(delivery.origin_ref)
    if link_id is not None:
        note(link_id, "delivery_opened", delivery_id=str(delivery.id), number=delivery.number)


def delivery_closed(delivery: Delivery) -> None:
    """deliveries' hook: the receipt is issued. Tells the owner by mail, if anything came."""
    link_id = link_id_of(delivery.origin_ref)
    if link_id is None:
        return
    facts = _facts(delivery)
    note(link_id, "delivery_closed", delivery_id=str(delivery.id), number=delivery.number, **facts)
    link = Link.get_by_id(link_id)
    if link.notify and facts["received_count"]:
        _tell_owner(link, delivery, facts)


def _facts(delivery: Delivery) -> dict[str, Any]:
    receipt = delivery.receipt or {}
    return {
        "closed_by": delivery.closed_by,
        "received_count": receipt.get("received_count", 0),
        "received_bytes": receipt.get("received_bytes", 0),
        "refused_count": len(receipt.get("refused", ())),
        "unsent_count": len(receipt.get("unsent", ())),
    }


def _tell_owner(link: Link, delivery: Delivery, facts: dict[str, Any]) -> None:
    owner = User.get_by_id(link.owner_id)
    mail.queue(
        kind="delivery_received",
        recipient=owner.email,
        language=owner.language,
        reference=reference(link.id),
        context={
            "owner": owner.name,
            "recipient": link.recipient,
            "title": link.title,
            "number": delivery.number,
            "url": f"{current().public_url}/folders/{link.folder_id}",
            **facts,
        },
    )
