"""The two pages: the clinicians' app and the guest's. All else under /assets/ is hashed and never changes."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory

from backend.config import current

blp = Blueprint("pages", __name__)


@blp.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """A hashed file of the built frontend."""
    response = send_from_directory(_dist() / "assets", name)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@blp.get("/u/<token>")
def guest_page(token: str) -> Response:
    """The guest's page. Looking at it counts for nothing and uses nothing up: a mail scanner may."""
    return _page("guest.html")


@blp.get("/")
@blp.get("/<path:path>", provide_automatic_options=False)
def app_page(path: str = "") -> Response:
    """The app; its router knows the path."""
    if path.startswith("api/"):
        abort(404)
    if path and (_dist() / path).is_file() and not path.endswith(".html"):
        return send_from_directory(_dist(), path)
    return _page("index.html")


def _page(name: str) -> Response:
    response = send_from_directory(_dist(), name)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _dist() -> Path:
    return current().frontend_dir
