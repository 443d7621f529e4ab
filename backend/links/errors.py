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
