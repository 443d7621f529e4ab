"""What each request carries along: an id, a database connection, a language."""

from __future__ import annotations

import secrets
import time

import structlog
from flask import Flask, Response, g, request
from flask_babel import Babel
from structlog.contextvars import bind_contextvars, clear_contextvars

from backend.config import LANGUAGES, current
from backend.db import db
from backend.web.auth import current_user_or_none

log = structlog.get_logger("request")


def init(app: Flask) -> None:
    """Open a connection before each request and close it after; log one line for it without any path argument."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_close)
    Babel(app, locale_selector=locale)


def locale() -> str:
    """The clinician's own language, else the link's (set by guests/), else what the browser asks for."""
    chosen = g.get("language")
    if chosen is None:
        user = current_user_or_none() if not db.is_closed() else None
        chosen = user.language if user else request.accept_languages.best_match(LANGUAGES)
    return chosen if chosen in LANGUAGES else current().default_language


def _begin() -> None:
    clear_contextvars()
    g.request_id = secrets.token_hex(8)
    g.began = time.monotonic()
    bind_contextvars(request_id=g.request_id)
    if db.is_closed():
        db.connect()


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    log.info(
        "answered",
        method=request.method,
        route=str(request.url_rule or "-"),
        status=response.status_code,
        ms=round((time.monotonic() - g.get("began", time.monotonic())) * 1000, 1),
    )
    return response


def _close(_error: BaseException | None) -> None:
    if not db.is_closed():
        db.close()
