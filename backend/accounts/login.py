"""Finding who calls: the principal loader that is injected into web.auth."""

from __future__ import annotations

from flask import Request

from backend.principal import UserPrincipal


def load_user(request: Request) -> UserPrincipal | None:
    """The clinician whose session cookie the request carries."""
    raise RuntimeError(request.path)
