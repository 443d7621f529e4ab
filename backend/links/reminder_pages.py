"""The page on which a guest asks for no more reminders: for people without a session, and for mail programs' one click.

No script, no cookie, nothing but a form. A GET shows the question; only the POST does it (RFC 8058 section 3.2).
"""

from __future__ import annotations

import base64
import hashlib
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template
from flask_babel import force_locale

from backend.config import current
from backend.errors import NotFound
from backend.links import declining
from backend.links.models import Link
from backend.web.context import locale

HERE = Path(__file__).resolve().parent

STYLE = (HERE / "templates" / "reminders.css").read_text()
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

#: As strict as the other pages', but for the one form and the one style beside the sheet of the institution's colour.
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'self' 'sha256-{STYLE_HASH}'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

RIGHT_TO_LEFT = ("ar",)

blp = Blueprint("reminders", __name__, template_folder="templates")


@blp.get("/reminders/<uuid:link_id>/<signature>")
def ask(link_id: UUID, signature: str) -> Response:
    """Ask whether reminders are to end. Changes nothing, however often a scanner looks at it."""
    try:
        link = declining.find(link_id, signature)
    except NotFound:
        return _page("unknown", None)
    return _page("done" if link.reminders_declined_at else "ask", link)


@blp.post("/reminders/<uuid:link_id>/<signature>")
def decline(link_id: UUID, signature: str) -> Response:
    """End the link's reminders: a person's button, or a mail program's one click."""
    try:
        return _page("done", declining.decline(link_id, signature))
    except NotFound:
        return _page("unknown", None)


def _isolated(text: str) -> str:
    """A name or a number keeps its order amid text that runs from right to left (UAX 9: FSI and PDI)."""
    return f"\u2068{text}\u2069" if text else ""


def _page(step: str, link: Link | None) -> Response:
    language = link.language if link else locale()
    with force_locale(language):
        html = render_template(
            "reminders.html",
            step=step,
            link=link,
            title=_isolated(link.title if link else ""),
            sharer=_isolated(link.owner.name if link else ""),
            help_line=_isolated(current().help_line),
            settings=current(),
            style=STYLE,
            language=language,
            direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        )
    response = make_response(html, HTTPStatus.OK if link else HTTPStatus.NOT_FOUND)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    return response
