"""Keeping bytes: hashed, stored once, found by their row."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.db import db, is_sqlite
from backend.storage.models import Blob
from backend.storage.port import BlobMissing, BlobStore

_store: BlobStore | None = None

PIECE = 1 << 20


def use(store: BlobStore) -> None:
    """Make this the process's store."""
    global _store
    _store = store


def store() -> BlobStore:
    """The process's store."""
    if _store is None:
        raise RuntimeError("storage.service.use() has not been called")
    return _store


def digest(source: Path, offset: int, length: int) -> str:
    """SHA-256 (hex) of `length` bytes of the file from `offset`; raises OSError if it is shorter."""
    sha256 = hashlib.sha256()
    with open(source, "rb", buffering=0) as reader:
        reader.seek(offset)
        while length > 0:
            piece = reader.read(min(PIECE, length))
            if not piece:
                raise OSError("the spool file is shorter than its row says")
            sha256.update(piece)
            length -= len(piece)
    return sha256.hexdigest()


@dataclass(frozen=True)
class PutAway:
    """Bytes that are in the store, and durable there; `key` is None if a blob held them before."""

    sha256: str
    size: int
    key: str | None


def put_away(source: Path, offset: int, length: int, sha256: str) -> PutAway:
    """Store bytes, unless they are there already. No transaction may be open; `record` makes them a blob.

    The bytes are written before the row is, so a row without bytes can't be; bytes without a row are swept.
    """
    if Blob.select().where(Blob.sha256 == sha256).exists():
        return PutAway(sha256, length, None)
    key = secrets.token_hex(16)
    store().put(key, source, offset, length)
    return PutAway(sha256, length, key)


def record(kept: PutAway) -> Blob:
    """The blob that holds these bytes, inside the caller's transaction. Raises BlobMissing if it is gone meanwhile."""
    if kept.key is not None:
        Blob.insert(key=kept.key, sha256=kept.sha256, size=kept.size).on_conflict_ignore().execute()
    query: Any = Blob.select().where(Blob.sha256 == kept.sha256)
    blob: Blob | None = (query if is_sqlite() else query.for_update("FOR KEY SHARE")).first()  # see sweeping
    if blob is None:
        raise BlobMissing
    if kept.key is not None and blob.key != kept.key:
        superfluous = kept.key  # somebody else stored the same bytes at the same time
        db.after_commit(lambda: store().delete(superfluous))
    return blob


def keep(source: Path, offset: int, length: int, sha256: str) -> Blob:
    """`put_away` and `record` in one, with a commit of its own."""
    kept = put_away(source, offset, length, sha256)
    with db.atomic():
        return record(kept)
