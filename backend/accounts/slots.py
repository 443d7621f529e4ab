"""At most so many at once, over all processes of this machine."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.accounts.errors import Busy

PATIENCE_SECONDS = 3.0
POLL_SECONDS = 0.01
RETRY_AFTER_SECONDS = 2
#: For each slot, how many may wait: a flood must not hold all the threads of the web server.
WAITING_FOR_EACH = 4


@contextmanager
def slot(folder: Path, count: int) -> Iterator[None]:
    """Hold one of `count` slots; waits a little for one, then raises Busy, and at once where many wait already.

    A slot is a locked file (flock): the kernel frees it when its holder dies, and threads exclude each other as well as
    processes do, since each opens the file for itself.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _one_of(folder, "place", count * (1 + WAITING_FOR_EACH), 0), _one_of(folder, "slot", count, PATIENCE_SECONDS):
        yield


@contextmanager
def _one_of(folder: Path, name: str, count: int, patience: float) -> Iterator[None]:
    deadline = time.monotonic() + patience
    while (handle := _take(folder, name, count)) is None:
        if time.monotonic() >= deadline:
            raise Busy(retry_after=RETRY_AFTER_SECONDS)
        time.sleep(POLL_SECONDS)
    try:
        yield
    finally:
        os.close(handle)


def _take(folder: Path, name: str, count: int) -> int | None:
    for number in range(count):
        handle = os.open(folder / f"{name}-{number}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
        else:
            return handle
    return None
