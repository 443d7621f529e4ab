"""RFC 9457 problem+json: the only mapping from an error to an answer."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

import marshmallow as ma
import structlog
from flask import Flask, Response
from flask_babel import gettext, lazy_gettext
from werkzeug.exceptions import HTTPException

from backend.errors import DomainError

log = structlog.get_logger(__name__)

#: What the router and the framework say, in words that a person can act on.
SENTENCES: dict[int, Any] = {
    400: lazy_gettext("The request could not be understood."),
    401: lazy_gettext("Please log in."),
    403: lazy_gettext("You are not allowed to do this."),
    404: lazy_gettext("This doesn't exist, or you have no access to it."),
    405: lazy_gettext("This address doesn't support that action."),
    406: lazy_gettext("The requested format isn't available."),
    413: lazy_gettext("This is larger than the server accepts in one request."),
    415: lazy_gettext("The server doesn't accept this kind of content here."),
    422: lazy_gettext("Please check the marked fields."),
    429: lazy_gettext("Too many attempts. Please wait a moment and try again."),
    500: lazy_gettext("Something went wrong on our side. Nothing was lost; please try again."),
    503: lazy_gettext("The server is busy. Please try again in a moment."),
}


class ProblemSchema(ma.Schema):
    """What every error answer looks like; a problem may have members of its own beside these (RFC 9457 section 3.2)."""

    class Meta:
        unknown = ma.INCLUDE

    type = ma.fields.String(metadata={"description": "urn:filmjacket:problem:<code>"})
    title = ma.fields.String(metadata={"description": "One sentence for a person"})
    status = ma.fields.Integer()
    code = ma.fields.String(metadata={"description": "A stable word for programs"})
    errors = ma.fields.Dict(metadata={"description": "For each field, what is wrong with it"})


def problem(status: int, code: str, title: str, extra: dict[str, Any] | None = None) -> Response:
    """An answer of type application/problem+json."""
    body = {
        "type": f"urn:filmjacket:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        **(extra or {}),
    }
    text = json.dumps(body, ensure_ascii=False, default=str)  # sentences may be lazy
    return Response(text, status=status, content_type="application/problem+json")


def register(app: Flask) -> None:
    """Make every error of `app` a problem+json answer."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _domain(error: DomainError) -> Response:
    title = gettext(error.title, **error.params)
    extra = dict(error.extra)
    if "errors" in extra:
        extra["errors"] = {
            field: [gettext(text, **error.params) for text in texts] for field, texts in extra["errors"].items()
        }
    response = problem(error.status, error.code, title, extra)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None:
        status = error.response.status_code
        if status < 400:
            return error.response  # type: ignore[return-value]  # a redirect that the router itself raised
    data = getattr(error, "data", None) or {}
    messages = data.get("messages", {})
    errors = {field: texts for part in messages.values() for field, texts in _flat(part)} if messages else None
    title = str(SENTENCES.get(status) or error.description or HTTPStatus(status).phrase)
    response = problem(
        status, HTTPStatus(status).name.lower(), title, {"errors": errors} if errors is not None else None
    )
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    if "headers" in data:
        response.headers.update(data["headers"])
    return response


def _flat(part: Any) -> list[tuple[str, list[str]]]:
    """For each field its sentences, also those about its items or members: a form shows them at the field."""
    if not isinstance(part, dict):
        return [("_", _sentences(part))]
    return [(str(field), _sentences(wrong)) for field, wrong in part.items()]


def _sentences(wrong: Any) -> list[str]:
    if isinstance(wrong, dict):
        wrong = wrong.values()
    elif not isinstance(wrong, list):
        return [str(wrong)]
    return list(dict.fromkeys(sentence for each in wrong for sentence in _sentences(each)))


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected", error=type(error).__name__)
    return problem(500, "internal_server_error", str(SENTENCES[500]))
