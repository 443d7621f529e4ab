"""How far a link is, in a word: from the mail that waits to the delivery that is complete."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from backend.config import current
from backend.db import utcnow
from backend.deliveries import progress
from backend.deliveries.progress import Progress
from backend.links import timeline
from backend.links.models import Link, LinkEvent

#: What a step of a link's life makes of it. A later step wins, but a mail says nothing once somebody has got in.
AFTER_MAILS = {"mail_queued": "queued", "mail_delayed": "queued", "mail_sent": "sent", "mail_refused": "refused",
               "mail_expired": "refused", "mail_returned": "refused"}  # fmt: skip
AFTER_STEPS = {"opened": "opened", "password_passed": "password", "code_passed": "code"}
INVITATIONS = ("upload_link", "upload_link_only", "reminder")
ORDER = ("queued", "sent", "refused", "opened", "password", "code", "uploading", "incomplete", "complete")

STAGES = ("queued", "sent", "refused", "opened", "password", "code", "uploading", "stalled", "incomplete", "complete")


@dataclass(frozen=True)
class Stage:
    """A word of STAGES; while a delivery is open also how far that is (0 to 100)."""

    word: str
    percent: int | None = None


def stages(links: Collection[Link]) -> dict[UUID, Stage]:
    """For each link how far it is: by its newest delivery, else by what its guest has done, else by its mail."""
    words = dict.fromkeys((link.id for link in links), "queued")
    for event in _events(list(words)):
        words[event.link_id] = _next(words[event.link_id], event)
    found = {link_id: Stage(word) for link_id, word in words.items()}
    for each in progress.of_open([timeline.reference(link_id) for link_id in words]):
        link_id = timeline.link_id_of(each.delivery.origin_ref)
        assert link_id is not None
        found[link_id] = Stage("stalled" if is_stalled(each) else "uploading", each.percent)
    return found


def is_stalled(each: Progress) -> bool:
    """Whether nothing has come to an open delivery for so long that it is stalled."""
    return each.active_at < utcnow() - timedelta(minutes=current().link_stalled_minutes)


def _events(link_ids: list[UUID]) -> list[LinkEvent]:
    telling = (*AFTER_MAILS, *AFTER_STEPS, "delivery_opened", "delivery_closed")
    query = LinkEvent.select().where(LinkEvent.link.in_(link_ids), LinkEvent.kind.in_(telling))
    return list(query.order_by(LinkEvent.at, LinkEvent.id))


def _next(word: str, event: LinkEvent) -> str:
    if event.kind == "delivery_opened":
        return "uploading"
    if event.kind == "delivery_closed":
        return "complete" if event.detail.get("closed_by") == "sender" else "incomplete"
    if event.kind in AFTER_STEPS:
        return max(word, AFTER_STEPS[event.kind], key=ORDER.index)
    is_early = ORDER.index(word) < ORDER.index("opened")
    return AFTER_MAILS[event.kind] if is_early and event.detail.get("mail") in INVITATIONS else word
