"""Redrawing strangers' pictures in a process apart, for the reasons of ADR 16.

One process for each picture: it is started seldom, since previews are kept, and knows no secret.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from backend.viewing.errors import DocumentTooLarge, DocumentUnreadable, NoSuchPage

SECONDS_MOST = 60.0
COMMAND = [sys.executable, "-m", "backend.viewing.redraw_process"]

_PROJECT = Path(__file__).parents[2]
_ERRORS = {error.code: error for error in (DocumentTooLarge, DocumentUnreadable, NoSuchPage)}
_places = threading.BoundedSemaphore(os.cpu_count() or 1)


def redraw_apart(source: BinaryIO, *, page: int, longest_side: int) -> bytes:
    """`pictures.redraw` where nothing it does can harm this process.

    Raises what that raises; a process that dies or takes longer than a minute means DocumentUnreadable.
    """
    with _places, _real_file(source) as file:
        try:
            done = subprocess.run(  # noqa: S603
                [*COMMAND, str(page), str(longest_side)],
                stdin=file,
                cwd=_PROJECT,
                env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PATH": os.defpath},
                capture_output=True,
                timeout=SECONDS_MOST,
            )
        except subprocess.TimeoutExpired as error:
            raise DocumentUnreadable from error
    if done.returncode == 0:
        return done.stdout
    raise _ERRORS.get(done.stderr.decode(errors="replace").strip(), DocumentUnreadable)


@contextmanager
def _real_file(source: BinaryIO) -> Iterator[IO[bytes]]:
    """A file with a descriptor, which another process can be given."""
    try:
        source.fileno()
    except io.UnsupportedOperation:  # it is in memory, or comes over the network
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(source, copy)
            copy.seek(0)
            yield copy
    else:
        yield source
