"""Logging in and out, one's own account, and how strong a password is."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, make_response, request, send_file
from flask_babel import gettext

from backend.accounts import passwords, service
from backend.accounts.schemas import (
    InstallationSchema,
    LogInSchema,
    MeChangeSchema,
    MeSchema,
    PasswordSchema,
    StrengthSchema,
)
from backend.config import LANGUAGES, current
from backend.errors import NotFound
from backend.web import auth, brand
from backend.web.api import Blueprint
from backend.web.cookies import clear_cookie, set_cookie
from backend.web.headers import CONTENT_POLICY

BINARY = {"type": "string", "format": "binary"}

blp = Blueprint("accounts", __name__, description="Accounts and sessions")


@blp.route("/session", methods=["POST"])
@auth.public
@blp.arguments(LogInSchema)
@blp.response(201, MeSchema)
def log_in(credentials: dict[str, str]) -> Response:
    """Log in: sets the session cookie."""
    opened = service.log_in(
        credentials["email"],
        credentials["password"],
        network=request.remote_addr,
        user_agent=request.headers.get("User-Agent", ""),
    )
    response = make_response(jsonify(MeSchema().dump(service.me(opened.principal))), 201)
    set_cookie(response, auth.USER_COOKIE, opened.token, opened.max_age)
    return response


@blp.route("/session", methods=["DELETE"])
@auth.user
@blp.response(204)
def log_out() -> Response:
    """Log out: ends the session on the server."""
    service.log_out(auth.current_user())
    response = make_response("", 204)
    clear_cookie(response, auth.USER_COOKIE)
    return response


@blp.route("/me", methods=["GET"])
@auth.user
@blp.response(200, MeSchema)
def get_me() -> Any:
    """Who has logged in."""
    return service.me(auth.current_user())


@blp.route("/me", methods=["PATCH"])
@auth.user
@blp.arguments(MeChangeSchema)
@blp.response(200, MeSchema)
def change_me(changes: dict[str, str]) -> Any:
    """Change one's language or time zone."""
    return service.change_me(auth.current_user(), changes)


@blp.route("/password-strengths", methods=["POST"])
@auth.user
@blp.arguments(PasswordSchema)
@blp.response(200, StrengthSchema)
def judge_password(body: dict[str, Any]) -> Any:
    """Judge a password, which is neither kept nor logged."""
    judged = passwords.strength(body["password"], body["context"])
    return {**judged, "advice": gettext(judged["advice"]) if judged["advice"] else ""}


@blp.route("/installation", methods=["GET"])
@auth.public
@blp.response(200, InstallationSchema)
def get_installation() -> Any:
    """What anyone may know of this installation."""
    settings = current()
    return {
        "institution": settings.institution,
        "help_line": settings.help_line,
        "privacy_url": settings.privacy_url,
        "imprint_url": settings.imprint_url,
        "logo_url": settings.logo_url,
        "brand_color": settings.brand_color,
        "languages": list(LANGUAGES),
        "link_days_default": settings.link_days_default,
        "link_days_most": settings.link_days_most,
        "link_accepts_default": settings.link_accepts,
        "link_files_most_default": settings.link_files_most,
        "link_bytes_most_default": settings.link_bytes_most,
        "link_notify_default": settings.link_notify,
        "link_remind_default": settings.link_remind,
        "link_two_factor": settings.link_two_factor,
        "link_may_see": settings.link_may_see,
        "link_may_download": settings.link_may_download,
        "delivery_files_most": settings.delivery_files_most,
        "delivery_bytes_most": settings.delivery_bytes_most,
        "demo": settings.demo,
    }


@blp.route("/installation/logo", methods=["GET"])
@auth.public
@blp.response(200, BINARY, content_type="image/png")
def get_logo() -> Response:
    """The institution's logo; 404 if there is none."""
    path = current().logo_path
    if path is None:
        raise NotFound
    response = send_file(path, mimetype="image/png", max_age=3600, conditional=True)
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blp.route("/installation/brand.css", methods=["GET"])
@auth.public
@blp.response(200, BINARY, content_type="text/css")
def get_brand() -> Response:
    """The institution's colour as a stylesheet for the guest's page, in light and dark shades that can be read."""
    response = Response(brand.stylesheet(current().brand_color), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
