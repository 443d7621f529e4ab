"""Who sent what, when: told by the deliveries that brought it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from backend.deliveries.models import Delivery, DeliveryFile


def senders(delivery_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Who opened which delivery (`SenderSchema`). A copy from a colleague came by none of them."""
    query = Delivery.select().where(Delivery.id.in_(list(delivery_ids)))
    return {
        delivery.id: {
            "name": delivery.sender_name,
            "via": delivery.via,
            "number": delivery.number,
            "sent_at": delivery.opened_at,
        }
        for delivery in query
    }


def repoint(source_id: UUID, target_id: UUID, delivery_ids: Iterable[UUID]) -> None:
    """The files that these deliveries brought into one study are in the other one now."""
    DeliveryFile.update(outcome_ref=f"study:{target_id}").where(
        DeliveryFile.delivery.in_(list(delivery_ids)), DeliveryFile.outcome_ref == f"study:{source_id}"
    ).execute()
