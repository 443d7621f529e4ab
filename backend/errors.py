"""The one error that services raise; `web.problem` is the only place that maps it to HTTP (RFC 9457)."""

from __future__ import annotations

from typing import Any


class DomainError(Exception):
    """Something a person can understand and act on.

    Subclasses set `status` (an HTTP status code), `code` (stable, for programs) and `title` (a msgid: one sentence,
    translated when it is shown). `params` fill the sentence's %(placeholders)s; `extra` goes into the problem object.
    """

    status: int = 400
    code: str = "bad_request"
    title: str = "This can't be done."

    def __init__(self, *, extra: dict[str, Any] | None = None, retry_after: int | None = None, **params: Any) -> None:
        self.params = params
        self.extra = extra or {}
        self.retry_after = retry_after
        super().__init__(self.title % params if params else self.title)


class NotFound(DomainError):
    """It does not exist, or is not the caller's to know of: the two are never told apart."""

    status = 404
    code = "not_found"
    title = "This doesn't exist, or you have no access to it."


class Forbidden(DomainError):
    """The caller may know of it, but not do this."""

    status = 403
    code = "forbidden"
    title = "You are not allowed to do this."


class Conflict(DomainError):
    """The state has moved on."""

    status = 409
    code = "conflict"
    title = "Somebody has changed this in the meantime. Please reload and try again."


class Invalid(DomainError):
    """A value that is well formed but not acceptable; `fields` maps a field's name to a sentence."""

    status = 422
    code = "invalid"
    title = "Please check the marked fields."

    def __init__(self, fields: dict[str, str], **params: Any) -> None:
        super().__init__(extra={"errors": {name: [text] for name, text in fields.items()}}, **params)
