"""What becomes of a link's mails: into its timeline, and to its owner if one did not arrive."""

from __future__ import annotations

from datetime import timedelta

from backend.audit.events import Event
from backend.audit.service import record
from backend.db import utcnow
from backend.links import owner, patience, timeline
from backend.links.models import Link
from backend.mail import service as mail
from backend.mail.models import OutboxMail
from backend.principal import SystemPrincipal

ROBOT = SystemPrincipal("mail")

#: So long no second mail tells of the same link's mails that don't arrive.
TOLD_AGAIN = timedelta(days=1)


def note(sent: OutboxMail) -> None:
    """mail's hook: a mail was sent, refused, given up, came back, or (once) is delayed."""
    link_id = timeline.link_id_of(sent.reference)
    if link_id is None:
        return
    kind = "mail_delayed" if sent.state == "queued" else f"mail_{sent.state}"
    timeline.note(link_id, kind, mail=sent.kind, recipient=sent.recipient, answer=sent.last_answer or "")
    if sent.state == "queued":
        return
    event = Event.MAIL_SENT if sent.state == "sent" else Event.MAIL_REFUSED
    record(ROBOT, event, sent.reference, mail=sent.kind, state=sent.state)
    if sent.state != "sent" and sent.kind in patience.KINDS and not _is_told(sent.reference):
        owner.tell_of_undelivered(Link.get_by_id(link_id), sent)


def _is_told(reference: str) -> bool:
    return bool(mail.moments(("undelivered",), utcnow() - TOLD_AGAIN, reference=reference))
