"""Why an upload link takes nobody in. Each sentence says whom to ask."""

from __future__ import annotations

from backend.config import current
from backend.errors import DomainError


class LinkClosed(DomainError):
    """A link that doesn't open; `extra` tells the guest's page whom to ask."""

    status = 410
    code = "link_closed"
    title = "This upload link can't be used. Please ask %(institution)s for a new link."

    def __init__(self) -> None:
        settings = current()
        super().__init__(
            extra={"institution": settings.institution, "help_line": settings.help_line},
            institution=settings.institution,
        )


class LinkUnknown(LinkClosed):
    """No link has this token."""

    status = 404
    code = "link_unknown"
    title = (
        "This upload link is not known here. Please check that you opened the whole address from the mail, "
        "or ask %(institution)s for a new link."
    )


class LinkExpired(LinkClosed):
    """Its last day has passed."""

    code = "link_expired"
    title = "This upload link has expired. Please ask %(institution)s for a new link."


class LinkRevoked(LinkClosed):
    """Its owner has taken it back, or its folder lies in the trash: the guest is not told which."""

    code = "link_revoked"
    title = "This upload link was withdrawn. Please ask %(institution)s for a new link."


class NotWhileExpired(DomainError):
    """Its owner asks for what only an active link can do."""

    status = 409
    code = "not_while_expired"
    title = "This link has expired. Extend it first."


class NotWhileRevoked(DomainError):
    """Its owner asks for what only a link can do that is not revoked."""

    status = 409
    code = "not_while_revoked"
    title = "This link is revoked. Reactivate it first."


class NotWhileSuspended(DomainError):
    """Its owner asks for what only a link can do whose folder is there."""

    status = 409
    code = "not_while_suspended"
    title = "The folder of this link lies in the trash. Restore the folder first."


class NotWhileDeleted(DomainError):
    """Its owner asks for what only a link can do whose folder is there; this one never comes back."""

    status = 409
    code = "not_while_deleted"
    title = "The folder of this link was deleted for good. Share another folder instead."


class NotRevoked(DomainError):
    """There is nothing to be reactivated."""

    status = 409
    code = "not_revoked"
    title = "This link is not revoked. To let it work longer, give it another expire date."


class RemindersDeclined(DomainError):
    """The recipient has asked for no more reminders of this link."""

    status = 409
    code = "reminders_declined"
    title = "The recipient has asked not to be reminded of this link again. Please call them, or send the link again."


class TooManyMails(DomainError):
    """A mailbox must not be flooded, whoever presses the button; Retry-After says how long to wait."""

    status = 429
    code = "too_many_mails"
    title = "“%(address)s” was sent many mails of late. Please wait a little, or hand the link over yourself."


class AdministratorsOnly(DomainError):
    """All clinicians' links are for administrators to see."""

    status = 403
    code = "administrator_only"
    title = "Only an administrator sees the links of all clinicians."
