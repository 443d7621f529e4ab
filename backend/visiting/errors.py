"""Why a guest is shown nothing of the folder."""

from __future__ import annotations

from backend.errors import DomainError, Forbidden


class NotToBeSeen(Forbidden):
    """The link is for sending alone."""

    code = "not_to_be_seen"
    title = "With this link you can send files, but not see what is in the folder."


class NotToBeDownloaded(Forbidden):
    """The link lets the guest look, and no more."""

    code = "not_to_be_downloaded"
    title = "With this link you can look at what is in the folder, but not download it."


class NotShown(DomainError):
    """A document that can't be drawn, where none may be downloaded instead."""

    status = 422
    code = "not_shown"
    title = "This document can't be shown here. Please ask who shared it with you for another way."


class TooManyPictures(DomainError):
    """Faster than anybody looks. Retry-After says how long to wait."""

    status = 429
    code = "too_many_pictures"
    title = "Very many pictures were asked for in a short time. Please wait a little; then they are shown again."
