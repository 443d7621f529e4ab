"""A request's body, piece by piece, as it arrives.

Under gunicorn the bytes are taken straight from the socket into one buffer, twice as fast as through `wsgi.input`. That
leans on the insides of gunicorn's Python parser (pinned in pyproject.toml); wherever they are not found as expected, as
with a chunked body, HTTP/2 or another server, `wsgi.input` is read instead.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from typing import Any

from gunicorn.http.body import Body, LengthReader
from gunicorn.http.errors import ParseException
from gunicorn.http.unreader import SocketUnreader

from backend.uploads.errors import SenderSilent

PIECE = 1 << 20
CHUNKED_PIECE = 64 << 10  # gunicorn drops what it has gathered of a piece when a chunked body breaks off

#: Seconds: how often a silent connection is looked at, and when it counts as dead.
LOOK_EVERY = 2.0
SILENCE_MOST = 60.0

#: What is still read of a refused request's body before it is answered.
DISCARD_BYTES = 64 << 20
DISCARD_SECONDS = 5.0

Environ = dict[str, Any]


def pieces(
    environ: Environ, length: int | None, is_awaited: Callable[[], bool] = lambda: False
) -> Iterator[memoryview]:
    """The body's bytes; a piece is valid until the next one is asked for. `length` is its Content-Length, or None.

    A sender that vanishes ends the body early: compare what came with `length`. Raises SenderSilent when nothing has
    come for SILENCE_MOST, or for LOOK_EVERY while `is_awaited()` says that somebody else waits for this upload.
    """
    if length == 0:
        return iter(())
    body = environ["wsgi.input"]
    if length is not None and _is_plain_socket(environ, body):
        return _from_socket(environ["gunicorn.socket"], body, is_awaited)
    return _from_input(body, length)


def discard(environ: Environ, length: int | None) -> None:
    """Read what is left of a refused body, within bounds: a server that closes on a sender who is still sending makes
    the system reset the connection, and the answer is lost.
    """
    deadline = time.monotonic() + DISCARD_SECONDS
    left = DISCARD_BYTES
    try:
        for piece in pieces(environ, length, is_awaited=lambda: time.monotonic() > deadline):
            left -= len(piece)
            if left < 0 or time.monotonic() > deadline:
                return
    except SenderSilent:
        return


def _is_plain_socket(environ: Environ, body: Any) -> bool:
    return (
        type(body) is Body
        and type(body.reader) is LengthReader
        and type(body.reader.unreader) is SocketUnreader
        and body.reader.unreader.sock is environ.get("gunicorn.socket")
    )


def _from_socket(sock: Any, body: Any, is_awaited: Callable[[], bool]) -> Iterator[memoryview]:
    reader = body.reader
    yield from _read_already(body)
    buffer = memoryview(bytearray(min(PIECE, reader.length)))
    silent = 0.0
    before = sock.gettimeout()
    sock.settimeout(LOOK_EVERY)
    try:
        while reader.length:
            try:
                got = sock.recv_into(buffer, min(len(buffer), reader.length))
            except TimeoutError:
                silent += LOOK_EVERY
                if silent >= SILENCE_MOST or is_awaited():
                    raise SenderSilent from None
                continue
            except ConnectionError:
                return
            if got == 0:
                return
            silent = 0.0
            reader.length -= got  # before the piece is used, so that gunicorn knows where the next request begins
            yield buffer[:got]
    finally:
        sock.settimeout(before)


def _read_already(body: Any) -> Iterator[memoryview]:
    """What gunicorn has read ahead: by an earlier read of the body, or together with the request's head."""
    early = body.buf.getvalue()
    body.buf = io.BytesIO()
    if early:
        yield memoryview(early)
    reader = body.reader
    if reader.length:
        ahead = reader.unreader.take_buffered()
        ours, next_request = ahead[: reader.length], ahead[reader.length :]
        if next_request:
            reader.unreader.unread(next_request)
        reader.length -= len(ours)
        if ours:
            yield memoryview(ours)


def _from_input(body: Any, length: int | None) -> Iterator[memoryview]:
    left = length
    while left is None or left > 0:
        try:
            piece = body.read(CHUNKED_PIECE if left is None else min(PIECE, left))
        except (OSError, ParseException):  # the sender vanished within a chunk
            return
        if not piece:
            return
        if left is not None:
            left -= len(piece)
        yield memoryview(piece)
