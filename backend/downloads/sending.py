"""A ZIP as an answer of a length known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import quote

from flask import Response, request

from backend.downloads import turns
from backend.downloads.service import Opened
from backend.downloads.turns import Turn
from backend.web.headers import CONTENT_POLICY


def answer(look: Callable[[], Opened], open_: Callable[[], Opened]) -> Response:
    """What `open_` makes, when a turn is free; for a HEAD what `look` says of it. Raises TooManyDownloads."""
    if request.method == "HEAD":
        return head_response(look())
    turn = turns.take()
    try:
        return zip_response(open_(), turn)
    except BaseException:
        turn.end()
        raise


def head_response(opened: Opened) -> Response:
    """Name and length of the ZIP, without its bytes."""
    return _response((), opened)


def zip_response(opened: Opened, turn: Turn) -> Response:
    """The ZIP as an attachment. nginx hands each piece on as it comes, and spools nothing of it on its disk.

    The turn ends when all is sent, when it breaks off, and when the receiver has left before the first piece.
    """
    response = _response(turn.during(opened.archive.stream()), opened)
    response.call_on_close(turn.end)
    return response


def _response(content: Iterable[bytes], opened: Opened) -> Response:
    response = Response(content, content_type="application/zip", direct_passthrough=True)
    response.content_length = opened.archive.size
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(opened.name, safe='')}"
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    response.headers["Accept-Ranges"] = "none"
    response.headers["X-Accel-Buffering"] = "no"
    return response
