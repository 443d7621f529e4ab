"""Our two cookies: __Host- prefixed, Secure, HttpOnly, SameSite (RFC 6265bis section 4.1.3.2)."""

from __future__ import annotations

from flask import Response


def set_cookie(response: Response, name: str, token: str, max_age: int) -> None:
    """Give the browser a token for `max_age` seconds."""
    response.set_cookie(name, token, max_age=max_age, path="/", secure=True, httponly=True, samesite="Lax")


def clear_cookie(response: Response, name: str) -> None:
    """Take the token back."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="Lax")
