"""Finding who calls: the principal loader that is injected into web.auth."""

from __future__ import annotations

from flask import Request

from backend.accounts import sessions
from backend.principal import UserPrincipal
from backend.web.auth import USER_COOKIE


def load_user(request: Request) -> UserPrincipal | None:
    """The clinician whose session cookie the request carries, while the session runs and the account is active."""
    token = request.cookies.get(USER_COOKIE)
    return sessions.find(token) if token else None
