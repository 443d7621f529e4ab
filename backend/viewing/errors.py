"""Why something cannot be seen in place: each title is what a person reads."""

from __future__ import annotations

from backend.errors import DomainError


class NoPreview(DomainError):
    """A document of a kind that is not shown in place."""

    status = 422
    code = "no_preview"
    title = "This kind of document can't be shown here. You can download it."


class NoSuchPage(DomainError):
    """A page number outside the document."""

    status = 404
    code = "no_such_page"
    title = "This document has no such page."


class DocumentUnreadable(DomainError):
    """It says it is an image, but can't be decoded."""

    status = 422
    code = "document_unreadable"
    title = "This document is damaged and can't be shown. You can still download it."


class DocumentTooLarge(DomainError):
    """More pixels than are decoded at all."""

    status = 422
    code = "document_too_large"
    title = "This picture is too large to be shown here. You can download it."
