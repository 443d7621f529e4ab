"""Signed checkpoints of the chain in a file outside the database: what a cut tail is noticed by.

Each line is a JSON object that is signed together with the signature before it, so none can be taken out of the middle.
An operator who copies the file to another machine each day has an anchor that nobody on this one can change.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path

from backend.audit import chain
from backend.config import current
from backend.db import utcnow

#: Bytes. Longer than any line that is written here.
LINE_MOST = 1024


@dataclass(frozen=True)
class Checkpoint:
    """At `at` (ISO, UTC) the row `sequence` was the chain's last and had this hash."""

    sequence: int
    chain_hash: str
    at: str
    signature: str

    def is_genuine(self, before: str) -> bool:
        """Whether we signed it right after the checkpoint whose signature is `before`."""
        return self.signature == _sign(before, self.sequence, self.chain_hash, self.at)


def path() -> Path:
    """Where the checkpoints lie."""
    return current().data_dir / "audit-anchor.jsonl"


def append(sequence: int, chain_hash: str) -> None:
    """Add a checkpoint unless the last one says the same or is further; durable when it returns."""
    with _locked() as file:
        last = _last(file)
        if last is not None and last.sequence >= sequence:
            return
        at = utcnow().isoformat(timespec="seconds")
        before = last.signature if last is not None else chain.GENESIS
        line = {
            "sequence": sequence,
            "chain_hash": chain_hash,
            "at": at,
            "signature": _sign(before, sequence, chain_hash, at),
        }
        file.seek(0, os.SEEK_END)
        file.write(json.dumps(line).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def checkpoints() -> Iterator[Checkpoint | None]:
    """Every checkpoint, oldest first; None for a line that is none."""
    if not path().exists():
        return
    with open(path(), "rb") as file:
        for line in file:
            yield _parse(line)


def _parse(line: bytes) -> Checkpoint | None:
    try:
        found = Checkpoint(**json.loads(line))
    except (ValueError, TypeError):
        return None
    return found if isinstance(found.sequence, int) else None


def _sign(before: str, sequence: int, chain_hash: str, at: str) -> str:
    return chain.mac("checkpoint", before, str(sequence), chain_hash, at)


def _last(file: BufferedRandom) -> Checkpoint | None:
    """The last whole line; a line torn by a power cut is cut off, since it was never relied upon."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LINE_MOST))
    tail = file.read()
    whole, newline, torn = tail.rpartition(b"\n")
    if torn:
        file.truncate(size - len(torn))
    return _parse(whole.rpartition(b"\n")[2]) if newline else None


@contextmanager
def _locked() -> Iterator[BufferedRandom]:
    descriptor = os.open(path(), os.O_RDWR | os.O_CREAT, 0o600)
    with open(descriptor, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
