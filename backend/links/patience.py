"""A mailbox is not to be flooded, whoever presses which button how often: counted in the outbox, across all links."""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import datetime, timedelta

from backend.config import current
from backend.db import utcnow
from backend.links import timeline
from backend.links.errors import TooManyMails
from backend.links.models import Link
from backend.mail import service as mail

#: What a link's owner has sent. Codes have a budget of their own (guests.budgets).
KINDS = ("upload_link", "upload_link_only", "password_only", "reminder", "upload_stopped")

#: Of one link within an hour, beside what went out when it was made.
HOUR_MOST = 5
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def require(link: Link, recipient: str) -> None:
    """Raise TooManyMails if the recipient has had too many mails, of this link or of all together."""
    of_link = mail.moments(KINDS, utcnow() - HOUR, recipient=recipient, reference=timeline.reference(link.id))
    _require(recipient, of_link, HOUR_MOST, HOUR)
    require_for_all([recipient])


def has_room(link: Link) -> bool:
    """Whether the link's recipient may be mailed now; a mailbox that is full of our mails is asked again later."""
    try:
        require(link, link.recipient)
    except TooManyMails:
        return False
    return True


def require_for_all(recipients: Collection[str]) -> None:
    """Raise TooManyMails if one of the recipients has had too many mails of all links together."""
    for recipient in recipients:
        found = mail.moments(KINDS, utcnow() - DAY, recipient=recipient)
        _require(recipient, found, current().recipient_mails_most, DAY)


def _require(recipient: str, sent: list[datetime], most: int, within: timedelta) -> None:
    if len(sent) >= most:
        free_at = sent[-most] + within
        raise TooManyMails(retry_after=max(1, math.ceil((free_at - utcnow()).total_seconds())), address=recipient)
