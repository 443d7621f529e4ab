"""One action on many links: each by itself, so that one that can't be done keeps no other from being done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.errors import DomainError, Invalid
from backend.links import changes, creation, renewal, service
from backend.principal import UserPrincipal


@dataclass(frozen=True)
class Wish:
    """What is to be done with which links; the day and its zone are for `extend` alone."""

    ids: list[UUID]
    action: str
    expire_date: date | None = None
    time_zone: str | None = None


def act(user: UserPrincipal, wish: Wish) -> list[dict[str, Any]]:
    """For each id, in their order: `id`, and the `error` that kept it from being done, or None.

    Raises Invalid for a last day that is missing or can't be.
    """
    action = _action(user, wish)
    return [{"id": link_id, "error": _attempt(action, link_id)} for link_id in dict.fromkeys(wish.ids)]


def _action(user: UserPrincipal, wish: Wish) -> Callable[[UUID], None]:
    if wish.action == "extend":
        last_day = _last_day(wish)
        return lambda link_id: changes.change(user, link_id, last_day)
    simple = {
        "revoke": service.revoke,
        "resend": renewal.resend,
        "remind": renewal.remind,
        "renew_token": renewal.renew_token,
    }[wish.action]
    return lambda link_id: simple(user, link_id)


def _last_day(wish: Wish) -> dict[str, Any]:
    if wish.expire_date is None or wish.time_zone is None:
        raise Invalid({"expire_date": "Please choose the last day on which the links work."})
    creation.expires_at_of(wish.expire_date, wish.time_zone)
    return {"expire_date": wish.expire_date, "time_zone": wish.time_zone}


def _attempt(action: Callable[[UUID], None], link_id: UUID) -> DomainError | None:
    try:
        action(link_id)
    except DomainError as error:
        return error
    return None
