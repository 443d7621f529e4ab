"""Whose delivery is it? The only place that decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.db import for_update
from backend.deliveries.errors import DeliveryClosed
from backend.deliveries.models import Delivery
from backend.errors import NotFound
from backend.folders import access as folder_access
from backend.principal import GuestPrincipal, Principal, UserPrincipal


def link_ref(link_id: UUID) -> str:
    """The origin of what comes by an upload link."""
    return f"link:{link_id}"


def own(principal: Principal) -> Any:
    """The condition for the deliveries that the principal may know of: a clinician's are all into what they own and
    all that they opened themselves, a guest's all that came by their link. Raises NotFound for whoever else.
    """
    if isinstance(principal, UserPrincipal):
        return (Delivery.owner == principal.user_id) | (Delivery.opened_by == str(principal))
    if isinstance(principal, GuestPrincipal):
        return Delivery.origin_ref == link_ref(principal.link_id)
    raise NotFound


def find(principal: Principal, delivery_id: UUID | str) -> Delivery:
    """The delivery, if it is the principal's to know of; raises NotFound."""
    delivery = Delivery.get_or_none((Delivery.id == delivery_id) & own(principal))
    if delivery is None:
        raise NotFound
    return delivery


def may_bring(principal: Principal, delivery: Delivery) -> bool:
    """Whether the principal may add bytes. An owner sees what guests and colleagues send, but sends nothing in their
    name. A colleague sends while they may add to the folder; what arrived until then is filed.
    """
    if isinstance(principal, GuestPrincipal):
        return True
    if not isinstance(principal, UserPrincipal) or delivery.opened_by != str(principal):
        return False
    if delivery.owner_id != principal.user_id:
        folder_access.require_folder(principal, delivery.folder_id, "add")
    return True


def find_open(principal: Principal, delivery_id: UUID | str) -> Delivery:
    """The delivery, if the principal may add to it; raises NotFound, DeliveryClosed."""
    delivery = find(principal, delivery_id)
    if not may_bring(principal, delivery):
        raise NotFound
    if delivery.state != "open":
        raise DeliveryClosed
    return delivery


def lock(delivery_id: UUID | str) -> Delivery:
    """The delivery as it is now, locked until the transaction ends: whatever changes its state or its manifest
    waits.
    """
    return for_update(Delivery.select().where(Delivery.id == delivery_id)).get()


def lock_open(principal: Principal, delivery_id: UUID | str) -> Delivery:
    """`find_open`, locked."""
    find_open(principal, delivery_id)
    delivery = lock(delivery_id)
    if delivery.state != "open":
        raise DeliveryClosed
    return delivery
