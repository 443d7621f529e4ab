"""One writer at a time for each upload, across threads and processes of this machine.

The lock is flock(2) on the spool file itself: it ends with the process that held it, whatever ends that.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.uploads.errors import UploadGone, UploadLocked

LOOK_EVERY = 0.05


@contextmanager
def hold(path: Path, *, wait: float = 0.0) -> Iterator[int]:
    """Lock the spool file at `path`, made if it is not there, and give its descriptor.

    Waits up to `wait` seconds for whoever holds it, who is told (see `is_awaited`). Raises UploadLocked, and
    UploadGone if the file was purged meanwhile.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(handle, path, time.monotonic() + wait)
        if os.fstat(handle).st_nlink == 0:
            raise UploadGone
        yield handle
    finally:
        os.close(handle)


def is_awaited(path: Path) -> bool:
    """Whether somebody waits for the lock that the caller holds: a sender that has come back by another connection,
    while the old one hangs. Asked by a writer to whom nothing comes."""
    return wanted(path).exists()


def wanted(path: Path) -> Path:
    """The mark that somebody waits for the spool file at `path`."""
    return path.with_suffix(".wanted")


def _acquire(handle: int, path: Path, deadline: float) -> None:
    if _try(handle):
        return
    while time.monotonic() < deadline:
        wanted(path).touch()
        time.sleep(LOOK_EVERY)
        if _try(handle):
            wanted(path).unlink(missing_ok=True)
            return
    wanted(path).unlink(missing_ok=True)
    raise UploadLocked


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES):
            raise
        return False
    return True
