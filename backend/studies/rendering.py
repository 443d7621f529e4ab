"""Frames as pictures, drawn in processes apart: `render_frame`.

Whoever uploads chooses the bytes that the decoders see, the decoders are native code, and some damaged files crash them
(the tests have one). So no web worker decodes anything. It keeps a few decoder processes, which know no secret, hold
nothing open but the one file at hand, have their memory bounded, and are replaced when they die or dawdle.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from backend.studies.errors import FrameTooLarge, FrameUndecodable, NoSuchFrame, NotAnImage
from backend.studies.frame_protocol import DISK_ERROR, ImageFormat, Reply, receive_reply

SECONDS: Final = 30.0
"""What a frame may take. The slowest real one there is takes one."""

PROCESSES: Final = os.cpu_count() or 1
"""Frames drawn at once by one web worker; further ones wait."""

_PROJECT: Final = Path(__file__).parents[2]
_ERRORS: Final = {error.code: error for error in (FrameTooLarge, FrameUndecodable, NoSuchFrame, NotAnImage)}


def render_frame(
    source: str | Path | BinaryIO,
    frame_index: int,
    *,
    window: tuple[float, float] | None = None,
    longest_side: int | None = None,
    format: ImageFormat = "PNG",
) -> bytes:
    """Renders one frame as 8 bits grey or RGB, with square pixels. Returns the bytes of a PNG or JPEG file.

    `source` is a path or a seekable binary file that holds one DICOM object; a file's position is moved. `frame_index`
    counts from 0. `window` is center and width in output units of the modality LUT, Hounsfield units for CT; without it
    grey images take the object's own first VOI LUT or window, else the range of nearly all of their pixels.
    `longest_side` is the most pixels in each direction; smaller images are not enlarged.

    Raises:
        NotAnImage: the object has no pixels.
        NoSuchFrame: it has fewer frames.
        FrameTooLarge: the frame is larger than what is decoded here.
        FrameUndecodable: it is damaged, or in a form that nothing here decodes.
        OSError: `source` cannot be read.
    """
    request = json.dumps({"frame": frame_index, "window": window, "longest_side": longest_side, "format": format})
    with _real_file(source) as file:
        reply = _pool.ask(request.encode() + b"\n", file.fileno())
    if reply.error == DISK_ERROR:
        raise OSError(int(reply.content), os.strerror(int(reply.content)))
    if reply.error:
        raise _ERRORS[reply.error] from DecoderFailed(reply.content.decode())
    return reply.content


def warm_up() -> None:
    """Starts a decoder before the first frame is asked for: its libraries take a good half second to load."""
    _pool.start_one()


class DecoderFailed(Exception):
    """What happened in the decoder's process, for the log."""


class _Died(Exception):
    """A decoder process is no more."""


@contextmanager
def _real_file(source: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    """A file with a descriptor, which another process can be given."""
    if isinstance(source, str | Path):
        with open(source, "rb") as file:
            yield file
        return
    try:
        source.fileno()
    except OSError:  # io.UnsupportedOperation: it is in memory, or comes over the network
        source.seek(0)
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            yield copy
    else:
        yield source


class _Decoder:
    """One decoder process and the socket to it."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        self._socket.settimeout(SECONDS)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "backend.studies.decoder", str(theirs.fileno())],
                cwd=_PROJECT,
                env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PATH": os.defpath},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def ask(self, request: bytes, descriptor: int) -> Reply:
        """Raises _Died if the process has died, TimeoutError if it dawdles."""
        try:
            socket.send_fds(self._socket, [request], [descriptor])
            return receive_reply(self._socket)
        except (ConnectionError, EOFError) as error:
            raise _Died from error

    def end(self) -> None:
        """Ends the process, whatever it is doing."""
        self._socket.close()
        self._process.kill()
        self._process.wait()


class _Pool:
    """Decoders that wait for work, and the right to have more of them."""

    def __init__(self) -> None:
        self._idle: list[_Decoder] = []
        self._places = threading.BoundedSemaphore(PROCESSES)

    def start_one(self) -> None:
        """Has one more waiting; doesn't wait for it to be ready."""
        self._idle.append(_Decoder())

    def ask(self, request: bytes, descriptor: int) -> Reply:
        """Raises FrameUndecodable if two decoders die of this frame or one takes too long."""
        with self._places:
            try:
                return self._ask_waiting_one(request, descriptor) or self._ask(_Decoder(), request, descriptor)
            except (_Died, TimeoutError) as error:
                raise FrameUndecodable from error

    def _ask_waiting_one(self, request: bytes, descriptor: int) -> Reply | None:
        """Returns None if none is waiting, or if it dies: it may have been ended before it got this frame."""
        try:
            return self._ask(self._idle.pop(), request, descriptor)
        except (IndexError, _Died):
            return None

    def _ask(self, decoder: _Decoder, request: bytes, descriptor: int) -> Reply:
        try:
            reply = decoder.ask(request, descriptor)
        except BaseException:
            decoder.end()
            raise
        self._idle.append(decoder)
        return reply


_pool = _Pool()


def _forget_parents_decoders() -> None:
    """A forked worker must not talk into its parent's sockets. The decoders stay the parent's."""
    global _pool
    _pool = _Pool()


os.register_at_fork(after_in_child=_forget_parents_decoders)
