"""The web side: a list, one page for each mail, and the same as JSON for tests."""

from __future__ import annotations

import re
from email.message import EmailMessage
from pathlib import PurePath
from typing import Any

from flask import Flask, Response, abort, jsonify, render_template, request, url_for

from .shelf import Mail, Shelf

#: The pages' own policy: what the mailbox itself needs, and nothing from anywhere else.
_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; "
    "frame-ancestors 'none'"
)

#: A mail's HTML runs nothing; its links open in a tab of their own, so that the story can go on there.
_MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data: {origin}; frame-ancestors 'self'"
)

_LINK = re.compile(r"https?://[^\s<>\"']+")
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def make_pages(shelf: Shelf) -> Flask:
    """The WSGI application of the mailbox."""
    app = Flask(__name__, static_url_path="/static")

    @app.before_request
    def only_by_its_own_name() -> None:
        """A page elsewhere that re-points its own name to this machine gets nothing (DNS rebinding)."""
        if request.host.partition(":")[0] not in ("127.0.0.1", "localhost"):
            abort(421)

    @app.after_request
    def with_policy(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _PAGE_POLICY)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.get("/")
    def inbox() -> str:
        to = request.args.get("to") or None
        return render_template("inbox.html", mails=list(shelf.newest_first(to)), to=to)

    @app.get("/mails/<mail_id>")
    def read(mail_id: str) -> str:
        return render_template("mail.html", mail=_found(shelf, mail_id))

    @app.get("/mails/<mail_id>/html")
    def html(mail_id: str) -> Response:
        response = Response(_framed(_found(shelf, mail_id)), mimetype="text/html")
        response.headers["Content-Security-Policy"] = _MAIL_POLICY.format(origin=request.host_url.rstrip("/"))
        return response

    @app.get("/mails/<mail_id>/parts/<int:number>")
    def part(mail_id: str, number: int) -> Response:
        parts = _found(shelf, mail_id).attachments
        if number >= len(parts):
            abort(404)
        return _as_response(parts[number])

    @app.get("/mails/<mail_id>.eml")
    def source(mail_id: str) -> Response:
        return Response(_found(shelf, mail_id).message.as_bytes(), mimetype="text/plain")

    @app.get("/api/mails")
    def list_mails() -> Response:
        mails = shelf.newest_first(request.args.get("to") or None)
        return jsonify(mails=[_summary(mail) for mail in mails])

    @app.get("/api/mails/<mail_id>")
    def one_mail(mail_id: str) -> Response:
        mail = _found(shelf, mail_id)
        headers = [[name, str(value)] for name, value in mail.message.items()]
        links = [link.rstrip(".,;:!?)") for link in _LINK.findall(mail.text)]
        return jsonify(_summary(mail) | {"text": mail.text, "html": mail.html, "headers": headers, "links": links})

    return app


def _found(shelf: Shelf, mail_id: str) -> Mail:
    mail = shelf.get(mail_id)
    if mail is None:
        abort(404)
    return mail


def _summary(mail: Mail) -> dict[str, Any]:
    return {
        "id": mail.id,
        "received_at": mail.received_at.isoformat(),
        "from": mail.sender,
        "to": mail.recipients,
        "subject": mail.subject,
    }


def _framed(mail: Mail) -> str:
    """The HTML part with its inline images (RFC 2392 ``cid:``) pointed here and its links to a new tab."""
    html = mail.html
    for number, attachment in enumerate(mail.attachments):
        content_id = str(attachment.get("Content-ID", "")).strip("<> ")
        if content_id:
            address = url_for("part", mail_id=mail.id, number=number, _external=True)
            html = html.replace(f"cid:{content_id}", address)
    base = '<base target="_blank">'
    head = _HEAD.search(html)
    return html[: head.end()] + base + html[head.end() :] if head else base + html


def _as_response(attachment: EmailMessage) -> Response:
    """Images are shown (mails embed them); anything else is only ever saved. Neither runs anything."""
    content = attachment.get_payload(decode=True)
    kind = attachment.get_content_type()
    response = Response(content if isinstance(content, bytes) else b"", mimetype=kind)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if kind not in ("image/png", "image/jpeg", "image/gif"):
        name = PurePath(attachment.get_filename() or "attachment").name
        response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
