"""Links as their owner (or an administrator) reads them: a page of many, or everything about one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import peewee

from backend.accounts.models import User
from backend.db import search_key, utcnow
from backend.deliveries import progress
from backend.deliveries import service as deliveries
from backend.folders import access as folder_access
from backend.folders import tree
from backend.folders.models import Folder
from backend.intake.policy import Policy
from backend.links import access, invitations, stages, state, timeline
from backend.links.errors import AdministratorsOnly
from backend.links.models import Link, LinkEvent
from backend.mail import service as mail
from backend.principal import UserPrincipal
from backend.web.paging import BadCursor, decode_cursor, encode_cursor

#: A link whose last day is so near is "expiring".
EXPIRING = timedelta(days=3)


@dataclass(frozen=True)
class Wish:
    """Which links (`LinkListArguments`)."""

    folder_id: UUID | None = None
    state: str | None = None
    with_deliveries: bool | None = None
    filter: str = ""
    everyone: bool = False
    limit: int = 100
    cursor: str | None = None


def page(user: UserPrincipal, wish: Wish) -> dict[str, Any]:
    """A page of the user's links, newest first (`LinkListSchema`).

    Raises NotFound for a folder that is not theirs, AdministratorsOnly, BadCursor.
    """
    now = utcnow()
    where = _chosen(user, wish, now)
    if wish.cursor is not None:
        created_at, link_id = _after(wish.cursor)
        where &= (Link.created_at < created_at) | ((Link.created_at == created_at) & (Link.id < link_id))
    query = Link.select(Link, Folder, User).join(Folder).switch(Link).join(User, on=Link.owner)
    links = list(query.where(where).order_by(Link.created_at.desc(), Link.id.desc()).limit(wish.limit + 1))
    more = len(links) > wish.limit
    links = links[: wish.limit]
    cursor = encode_cursor([links[-1].created_at.isoformat(), str(links[-1].id)]) if more else None
    return {"items": _summaries(user, links), "next_cursor": cursor}


def details(user: UserPrincipal, link: Link) -> dict[str, Any]:
    """Everything about a link but its password (`LinkSchema`). Its address is its owner's alone."""
    [summary] = _summaries(user, [link])
    events = LinkEvent.select().where(LinkEvent.link == link.id).order_by(LinkEvent.at, LinkEvent.id)
    return {
        **summary,
        "url": invitations.url(link) if summary["is_own"] else "",
        "description": link.description,
        "language": link.language,
        "two_factor": link.two_factor,
        "password_by": link.password_by,
        "password_recipient": link.password_recipient,
        "policy": link.policy,
        "notify": link.notify,
        "remind": link.remind,
        "reminders_declined_at": link.reminders_declined_at,
        "ask_name": link.ask_name,
        "ask_note": link.ask_note,
        "may_see": link.may_see,
        "may_download": link.may_download,
        "expected_patient": Policy.from_json(link.policy).expected_patient if summary["is_own"] else None,
        "timeline": [{"kind": event.kind, "at": event.at, "detail": event.detail} for event in events],
        "mails": mail.of_reference(timeline.reference(link.id)),
        "deliveries": _deliveries(link),
    }


def _deliveries(link: Link) -> list[dict[str, Any]]:
    reference = timeline.reference(link.id)
    found = {each.delivery.id: each for each in progress.of_open([reference])}
    return [
        {
            **row,
            "percent": found[row["id"]].percent if row["id"] in found else None,
            "stalled": row["id"] in found and stages.is_stalled(found[row["id"]]),
        }
        for row in deliveries.count_for(reference)
    ]


def _chosen(user: UserPrincipal, wish: Wish, now: datetime) -> Any:
    if wish.everyone and not access.sees_all(user):
        raise AdministratorsOnly
    where = access.visible(user) if wish.everyone else Link.owner == user.user_id
    if wish.folder_id is not None:
        folder_access.require_folder(user, wish.folder_id, "see")
        where &= Link.folder == wish.folder_id
    if wish.state is not None:
        where &= _in_state(where, wish.state, now)
    if wish.with_deliveries is not None:
        brought = peewee.fn.EXISTS(
            LinkEvent.select(peewee.Value(1)).where(LinkEvent.link == Link.id, LinkEvent.kind == "delivery_opened")
        )
        where &= brought if wish.with_deliveries else ~brought
    for word in search_key(wish.filter).split():
        where &= Link.filter_text.contains(word) | Folder.filter_text.contains(word)
    return where


def _in_state(where: Any, wished: str, now: datetime) -> Any:
    """`state.states` as a condition; which folders lie in the trash is asked for those of open links alone."""
    if wished == "revoked":
        return Link.revoked_at.is_null(False)
    if wished == "expired":
        return Link.revoked_at.is_null() & (Link.expires_at <= now)
    is_open = Link.revoked_at.is_null() & (Link.expires_at > now)
    places = Link.select(Link.folder).join(Folder).where(where & is_open).distinct()
    suspended = Link.folder.in_(tree.in_trash(tree.column(places))) | ~User.active
    if wished == "suspended":
        return is_open & suspended
    if wished == "expiring":
        return is_open & ~suspended & (Link.expires_at <= now + EXPIRING)
    return is_open & ~suspended


def _after(cursor: str) -> tuple[datetime, UUID]:
    created_at, link_id = decode_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(created_at), UUID(link_id)
    except (TypeError, ValueError, AttributeError) as error:
        raise BadCursor from error


def _summaries(user: UserPrincipal, links: list[Link]) -> list[dict[str, Any]]:
    states, causes = state.states(links), state.causes(links)
    reached = stages.stages(links)
    counts = _delivery_counts([link.id for link in links])
    return [
        {
            "id": link.id,
            "folder_id": link.folder_id,
            "folder_name": link.folder.name,
            "recipient": link.recipient,
            "title": link.title,
            "state": states[link.id],
            "suspended_by": causes.get(link.id) if states[link.id] == "suspended" else None,
            "stage": reached[link.id].word,
            "percent": reached[link.id].percent,
            "is_own": link.owner_id == user.user_id,
            "owner_name": link.owner.name,
            "expires_at": link.expires_at,
            "expire_date": link.expire_date,
            "time_zone": link.time_zone,
            "created_at": link.created_at,
            "delivery_count": counts.get(link.id, 0),
        }
        for link in links
    ]


def _delivery_counts(link_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many deliveries came by each link: one step of its life for each."""
    query = (
        LinkEvent.select(LinkEvent.link, peewee.fn.COUNT(LinkEvent.id))
        .where(LinkEvent.link.in_(link_ids), LinkEvent.kind == "delivery_opened")
        .group_by(LinkEvent.link)
    )
    return dict(cast(Iterable[tuple[UUID, int]], query.tuples()))
