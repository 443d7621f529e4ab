"""The decoder process: draws the frames it is asked for until its web worker hangs up. Started by `rendering`."""

from __future__ import annotations

import json
import os
import resource
import socket
import sys
from typing import Final

from backend.errors import DomainError
from backend.studies.errors import FrameTooLarge
from backend.studies.frame_protocol import DISK_ERROR, LONGEST_REQUEST, Reply, send_reply
from backend.studies.frames import Window, draw_frame

MEMORY: Final = 4 << 30
"""Bytes of address space: the largest frame that is accepted takes about a fourth of it."""


def main(connection: socket.socket) -> None:
    """Serves requests one after another."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        request, descriptors, _, _ = socket.recv_fds(connection, LONGEST_REQUEST, 1)
        if not request:
            return
        send_reply(connection, answer(request, descriptors[0]))


def answer(request: bytes, descriptor: int) -> Reply:
    """Draws one frame from the file behind `descriptor`, which it closes."""
    asked = json.loads(request)
    window = Window(*asked["window"]) if asked["window"] is not None else None
    with os.fdopen(descriptor, "rb") as file:
        try:
            return Reply("", draw_frame(file, asked["frame"], window, asked["longest_side"], asked["format"]))
        except DomainError as error:
            return Reply(error.code, repr(error.__cause__ or error).encode())
        except MemoryError as error:
            return Reply(FrameTooLarge.code, repr(error).encode())
        except OSError as error:
            return Reply(DISK_ERROR, str(error.errno or 0).encode())


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
