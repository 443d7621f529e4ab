"""Finding which guest calls: the principal loader that is injected into web.auth."""

from __future__ import annotations

from uuid import UUID

from flask import Request

from backend.guests import proofs
from backend.guests.errors import ProofNeeded
from backend.links import state
from backend.links.errors import LinkExpired
from backend.principal import GuestPrincipal
from backend.web.auth import GUEST_COOKIE


def load_guest(request: Request, link_id: UUID) -> GuestPrincipal:
    """The guest whose cookie the request carries, if that browser has proved `link_id`.

    Raises LinkNotOpened or ProofNeeded (401), LinkRevoked or LinkExpired (410). After expiry, within the grace, only
    what concerns deliveries that are there already goes through: not the beginning of a new one.
    """
    proof = proofs.find(request.cookies.get(GUEST_COOKIE), link_id)
    try:
        state.require_active(proof.link)
    except LinkExpired:
        if not proofs.is_in_grace(proof) or _begins_a_delivery(request):
            raise
    if not proofs.is_whole(proof):
        raise ProofNeeded
    return proofs.principal(proof)


def _begins_a_delivery(request: Request) -> bool:
    return request.method == "POST" and "delivery_id" not in (request.view_args or {})
