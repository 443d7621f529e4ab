"""Keeping bytes: hashed, stored once, found by their row."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from backend.db import db
from backend.storage.models import Blob
from backend.storage.port import BlobStore

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


def keep(source: Path, offset: int, length: int, sha256: str) -> Blob:
    """The blob that holds these bytes: stored now unless they are there already. Durable when it returns.

    The bytes are written before the row is, so a row without bytes can't be; bytes without a row are swept.
    """
    found = Blob.get_or_none(Blob.sha256 == sha256)
    if found is not None:
        return found
    key = secrets.token_hex(16)
    store().put(key, source, offset, length)
    with db.atomic():
        Blob.insert(key=key, sha256=sha256, size=length).on_conflict_ignore().execute()
        blob = Blob.get(Blob.sha256 == sha256)
    if blob.key != key:  # somebody else stored the same bytes at the same time
        store().delete(key)
    return blob
