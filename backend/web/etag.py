"""Conditional requests (RFC 9110 section 13): If-None-Match on reads, If-Match on writes."""

from __future__ import annotations

from flask import Response, request

from backend.errors import DomainError


class PreconditionFailed(DomainError):
    """If-Match names a state that has passed."""

    status = 412
    code = "precondition_failed"
    title = "Somebody has changed this in the meantime. Please look at the new state and try again."


def unchanged(tag: str) -> bool:
    """Whether the caller already has the state that `tag` names."""
    return request.if_none_match.contains(tag)


def not_modified(tag: str) -> Response:
    """304 with the state's tag."""
    response = Response(status=304)
    response.set_etag(tag)
    return response


def matches(tag: str) -> bool:
    """Whether If-Match names this state; a caller who names none is let through."""
    return not request.if_match or request.if_match.contains(tag)


def require_match(tag: str) -> None:
    """Raise PreconditionFailed if the caller names another state; a caller who names none is let through."""
    if not matches(tag):
        raise PreconditionFailed
