"""What deliveries tell a link by their hooks, inside the same transaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.deliveries.models import Delivery
from backend.links import owner, timeline
from backend.links.models import Link


def delivery_opened(delivery: Delivery) -> None:
    """A guest has begun to send."""
    link_id = timeline.link_id_of(delivery.origin_ref)
    if link_id is not None:
        timeline.note(link_id, "delivery_opened", delivery_id=str(delivery.id), number=delivery.number)


def delivery_closed(delivery: Delivery) -> None:
    """The receipt is issued: the owner hears of it by mail, if anything came."""
    link_id = timeline.link_id_of(delivery.origin_ref)
    if link_id is not None:
        _closed(link_id, delivery)


def _closed(link_id: UUID, delivery: Delivery) -> None:
    facts = _facts(delivery)
    timeline.note(link_id, "delivery_closed", delivery_id=str(delivery.id), number=delivery.number, **facts)
    link = Link.get_by_id(link_id)
    if link.notify and facts["received_count"]:
        owner.tell_of_delivery(link, delivery.number, facts)


def _facts(delivery: Delivery) -> dict[str, Any]:
    receipt = delivery.receipt or {}
    return {
        "closed_by": delivery.closed_by,
        "received_count": receipt.get("received_count", 0),
        "received_bytes": receipt.get("received_bytes", 0),
        "refused_count": len(receipt.get("refused", ())),
        "unsent_count": len(receipt.get("unsent", ())),
    }
