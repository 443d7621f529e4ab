"""How a web worker and its decoder process talk: a line of JSON with a file descriptor there, one reply back."""

from __future__ import annotations

import socket
from struct import Struct
from typing import Final, Literal, NamedTuple

DISK_ERROR: Final = "disk"
"""The error of a file that can't be read; the content is its errno."""

ImageFormat = Literal["PNG", "JPEG"]

LONGEST_REQUEST: Final = 4096
_LONGEST_REPLY: Final = 1 << 30
_HEADER: Final = Struct(">32sQ")


class Reply(NamedTuple):
    """A picture's bytes, or an error's code and what is to be said of it."""

    error: str
    content: bytes


def send_reply(connection: socket.socket, reply: Reply) -> None:
    """Sends a reply whole."""
    connection.sendall(_HEADER.pack(reply.error.encode(), len(reply.content)))
    connection.sendall(reply.content)


def receive_reply(connection: socket.socket) -> Reply:
    """Receives a reply whole. Raises EOFError if the other side has gone, or talks nonsense."""
    error, length = _HEADER.unpack(_receive(connection, _HEADER.size))
    if length > _LONGEST_REPLY:
        raise EOFError
    return Reply(error.rstrip(b"\0").decode(), _receive(connection, length))


def _receive(connection: socket.socket, length: int) -> bytes:
    received = bytearray(length)
    view = memoryview(received)
    while view:
        count = connection.recv_into(view)
        if not count:
            raise EOFError
        view = view[count:]
    return bytes(received)
