"""Who may call an operation: one decorator each for clinicians, guests and nobody in particular.

No operation takes two kinds of principal. How a principal is found is injected by `app.py`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

import flask_login
from flask import Flask, Request, current_app, g, request

from backend.errors import DomainError
from backend.principal import GuestPrincipal, UserPrincipal
from backend.web.api import Blueprint

P = ParamSpec("P")
R = TypeVar("R")

UserLoader = Callable[[Request], UserPrincipal | None]
GuestLoader = Callable[[Request, UUID], GuestPrincipal]

USER_COOKIE = "__Host-filmjacket"
GUEST_COOKIE = "__Host-filmjacket-guest"


class LogInNeeded(DomainError):
    """No session, or an ended one."""

    status = 401
    code = "log_in_needed"
    title = "Please log in."


class AdministratorOnly(DomainError):
    """The operation is for administrators."""

    status = 403
    code = "administrator_only"
    title = "Only an administrator can do this."


class SignedIn(flask_login.UserMixin):  # type: ignore[misc]  # flask-login has no types
    """flask-login's view of a UserPrincipal."""

    def __init__(self, principal: UserPrincipal) -> None:
        self.principal = principal
        self.id = str(principal.user_id)


def init(app: Flask, *, user: UserLoader, guest: GuestLoader) -> None:
    """Inject how principals are found."""
    manager = flask_login.LoginManager(app)
    manager.session_protection = None  # our sessions are rows, not flask's signed cookie
    app.extensions["guest_loader"] = guest

    @manager.request_loader  # type: ignore[untyped-decorator]  # flask-login has no types
    def load(incoming: Request) -> SignedIn | None:
        principal = user(incoming)
        return SignedIn(principal) if principal is not None else None


def current_user() -> UserPrincipal:
    """The clinician who calls; raises LogInNeeded."""
    signed_in = flask_login.current_user
    if not signed_in.is_authenticated:
        raise LogInNeeded
    return cast(UserPrincipal, signed_in.principal)


def current_user_or_none() -> UserPrincipal | None:
    """The clinician who calls, if anyone has logged in."""
    signed_in = flask_login.current_user
    return cast(UserPrincipal, signed_in.principal) if signed_in.is_authenticated else None


def current_guest() -> GuestPrincipal:
    """The guest who calls an operation decorated with `guest`."""
    return cast(GuestPrincipal, g.guest)


def user(view: Callable[P, R]) -> Callable[P, R]:
    """For whoever has logged in. The view asks `current_user()`."""

    @functools.wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        current_user()
        return view(*args, **kwargs)

    return _secured(wrapped, "session")


def administrator(view: Callable[P, R]) -> Callable[P, R]:
    """For administrators."""

    @functools.wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        if current_user().role != "administrator":
            raise AdministratorOnly
        return view(*args, **kwargs)

    return _secured(wrapped, "session")


def guest(view: Callable[P, R]) -> Callable[P, R]:
    """For a guest who has proved the link named by the path's `link_id`. The view asks `current_guest()`."""

    @functools.wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        loader: GuestLoader = current_app.extensions["guest_loader"]
        g.guest = loader(request, cast(UUID, (request.view_args or {})["link_id"]))
        return view(*args, **kwargs)

    return _secured(wrapped, "guest")


def visitor(view: Callable[P, R]) -> Callable[P, R]:
    """For a browser that has opened the path's link but not yet proved it; the service checks the cookie."""
    return _secured(view, "guest")


def public(view: Callable[P, R]) -> Callable[P, R]:
    """For anyone: says so in the API's description, so that it is a decision and no omission."""
    return _documented(view, security=[])


def _secured(view: Callable[P, R], scheme: str) -> Callable[P, R]:
    return _documented(view, security=[{scheme: []}])


def _documented(view: Callable[P, R], **doc: Any) -> Callable[P, R]:
    return cast(Callable[P, R], Blueprint.doc(**doc)(view))
