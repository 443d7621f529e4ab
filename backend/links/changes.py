"""Changing a link that is out: its last day, its words, its limits, what its owner is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from backend.audit.events import Event
from backend.audit.service import record
from backend.db import db
from backend.intake.policy import Policy
from backend.links import access, creation, timeline
from backend.links.errors import NotWhileRevoked
from backend.links.models import Link
from backend.principal import UserPrincipal

#: What is kept as the link's policy; what began before keeps the policy that it began with.
LIMITS = ("accepts", "files_most", "bytes_most", "deidentified")
PLAIN = ("language", "two_factor", "notify", "remind", "ask_name", "ask_note")


def change(user: UserPrincipal, link_id: UUID, wishes: dict[str, Any]) -> None:
    """Change what `wishes` names (`LinkChangesSchema`); a later last day brings an expired link back.

    Raises NotFound, NotWhileRevoked, Invalid. Repeating it changes nothing.
    """
    with db.atomic():
        link = access.lock(user, link_id)
        if link.revoked_at is not None:
            raise NotWhileRevoked
        columns = _columns(link, wishes)
        changed = {name: value for name, value in columns.items() if getattr(link, name) != value}
        if not changed:
            return
        Link.update(**changed).where(Link.id == link.id).execute()
        _note(user, link, changed)
        timeline.bump(link)


def _columns(link: Link, wishes: dict[str, Any]) -> dict[str, Any]:
    columns = {name: wishes[name] for name in PLAIN if name in wishes}
    creation.require_two_factor(wishes.get("two_factor", True))
    if "title" in wishes:
        columns["title"] = creation.title_of(wishes["title"])
        columns["filter_text"] = creation.filter_text_of(link.recipient, columns["title"])
    if "description" in wishes:
        columns["description"] = creation.description_of(wishes["description"])
    if "expire_date" in wishes or "time_zone" in wishes:
        columns |= _last_day(link, wishes)
    columns |= _sight(link, wishes)
    limits = {name: wishes[name] for name in LIMITS if name in wishes}
    if "expected_patient" in wishes:
        limits["expected_patient"] = creation.expected_patient_of(wishes["expected_patient"])
    if limits:
        policy = replace(Policy.from_json(link.policy), **limits)
        creation.require_within_installation(policy)
        creation.require_deidentifiable(policy)
        columns["policy"] = policy.to_json()
    return columns


def _sight(link: Link, wishes: dict[str, Any]) -> dict[str, bool]:
    """Who may no longer see may no longer download either, also where that isn't said."""
    creation.require_may_be_seen(wishes.get("may_see", False), wishes.get("may_download", False))
    may_see = wishes.get("may_see", link.may_see)
    may_download = wishes.get("may_download", link.may_download and may_see)
    creation.require_sight_for_download(may_see, may_download)
    return {"may_see": may_see, "may_download": may_download}


def _last_day(link: Link, wishes: dict[str, Any]) -> dict[str, Any]:
    day, zone = wishes.get("expire_date", link.expire_date), wishes.get("time_zone", link.time_zone)
    if (day, zone) == (link.expire_date, link.time_zone):
        return {}
    expires_at = creation.expires_at_of(day, zone)
    return {"expire_date": day, "time_zone": zone, "expires_at": expires_at, "reminded_at": None}


def _note(user: UserPrincipal, link: Link, changed: dict[str, Any]) -> None:
    """The fields' names alone: a title, say, is no matter of the record."""
    reference = timeline.reference(link.id)
    if "expires_at" in changed:
        day = str(changed.get("expire_date", link.expire_date))
        timeline.note(link.id, "extended", by=user.name, expire_date=day)
        record(user, Event.LINK_EXTENDED, reference, expire_date=day)
    others = sorted(changed.keys() - {"expire_date", "time_zone", "expires_at", "reminded_at", "filter_text"})
    if others:
        timeline.note(link.id, "changed", by=user.name, fields=others)
        record(user, Event.LINK_CHANGED, reference, fields=others)
