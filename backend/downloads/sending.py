"""A ZIP as an answer of a length known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from flask import Response, request

from backend.downloads import turns
from backend.downloads.service import Opened
from backend.downloads.turns import Turn
from backend.web.headers import CONTENT_POLICY

#: So many pieces, each of at most 1 MiB, are sent before it is asked again whether they still may be.
UNWATCHED_MOST = 16


def answer(
    look: Callable[[], Opened], open_: Callable[[], Opened], watch: Callable[[], object] | None = None
) -> Response:
    """What `open_` makes, when a turn is free; for a HEAD what `look` says of it. Raises TooManyDownloads.

    `watch` is called now and then while it is sent; what it raises breaks the sending off.
    """
    if request.method == "HEAD":
        return head_response(look())
    turn = turns.take()
    try:
        return zip_response(open_(), turn, watch)
    except BaseException:
        turn.end()
        raise


def head_response(opened: Opened) -> Response:
    """Name and length of the ZIP, without its bytes."""
    return _response((), opened)


def zip_response(opened: Opened, turn: Turn, watch: Callable[[], object] | None = None) -> Response:
    """The ZIP as an attachment. nginx hands each piece on as it comes, and spools nothing of it on its disk.

    The turn ends when all is sent, when it breaks off, and when the receiver has left before the first piece.
    """
    _be_impatient()
    pieces = opened.archive.stream()
    response = _response(turn.during(pieces if watch is None else _watched(pieces, watch)), opened)
    response.call_on_close(turn.end)
    return response


def _be_impatient() -> None:
    """Let gunicorn close the connection if a piece is not taken in time, so that nobody holds a turn and a thread for
    ever. The timeout holds for all of a piece (socket.sendall), and gunicorn takes it off before the next request.
    """
    connection = request.environ.get("gunicorn.socket")
    if connection is not None:
        connection.settimeout(turns.PIECE_SECONDS)


def _watched(pieces: Iterable[bytes], watch: Callable[[], object]) -> Iterator[bytes]:
    for number, piece in enumerate(pieces):
        if number % UNWATCHED_MOST == 0:
            watch()
        yield piece


def _response(content: Iterable[bytes], opened: Opened) -> Response:
    response = Response(content, content_type="application/zip", direct_passthrough=True)
    response.content_length = opened.archive.size
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(opened.name, safe='')}"
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    response.headers["Accept-Ranges"] = "none"
    response.headers["X-Accel-Buffering"] = "no"
    return response
