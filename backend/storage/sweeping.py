"""Removing bytes that nothing refers to any more.

Whoever removes a reference calls `mark`. Whoever takes one holds a share of the blob's row until they commit
(`service.record`, and every foreign key); the sweep locks the row alone, looks again, and only then removes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from backend.db import db, is_sqlite, utcnow
from backend.storage.models import Blob
from backend.storage.service import store

#: How long bytes stay after their last reference has gone.
KEPT = timedelta(hours=24)
_AT_ONCE = 100


def mark(blob_ids: Any) -> None:
    """Something that referred to these blobs (ids, or a query that gives them) goes, in the caller's transaction."""
    Blob.update(unreferenced_since=utcnow()).where(Blob.id.in_(blob_ids)).execute()


def sweep(references: Sequence[Any]) -> int:
    """Remove what none of these columns has referred to for 24 hours; returns how many blobs.

    The row goes first, then the bytes: if we die in between, bytes are left over, and nothing is lost.
    """
    swept = 0
    while keys := _remove_rows(references):
        for key in keys:
            store().delete(key)
        swept += len(keys)
    return swept


def _remove_rows(references: Sequence[Any]) -> list[str]:
    """One short transaction, until one finds something to remove or nothing more to look at."""
    while True:
        with db.atomic():
            due = list(_locked(Blob.select().where(Blob.unreferenced_since < utcnow() - KEPT).limit(_AT_ONCE)))
            if not due:
                return []
            ids = [blob.id for blob in due]
            held: set[Any] = set()
            for column in references:  # asked after the lock: what was taken before it is there to see
                held |= {blob_id for (blob_id,) in column.model.select(column).where(column.in_(ids)).tuples()}
            Blob.update(unreferenced_since=None).where(Blob.id.in_(held)).execute()
            gone = [blob for blob in due if blob.id not in held]
            Blob.delete().where(Blob.id.in_([blob.id for blob in gone])).execute()
        if gone:
            return [blob.key for blob in gone]


def _locked(query: Any) -> Any:
    """What somebody refers to just now is not waited for: the next round will see."""
    return query if is_sqlite() else query.for_update("FOR UPDATE SKIP LOCKED")
