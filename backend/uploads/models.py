"""Uploads: bytes that are arriving. What they mean is another's knowledge."""

from __future__ import annotations

import peewee

from backend.db import BaseModel, utcnow


class Upload(BaseModel):
    """One tus upload. Its offset is the size of its spool file: no row is written for a PATCH.

    `claim` says in whose name it was created; opaque here, it is what `may_write` is asked about. An upload whose
    claim has lapsed is unclaimed and will be purged.
    """

    claim = peewee.CharField(max_length=60, index=True)
    length = peewee.BigIntegerField()
    metadata = peewee.TextField(default="")  # Upload-Metadata as sent, given back by HEAD
    created_at = peewee.DateTimeField(default=utcnow)
    expires_at = peewee.DateTimeField()
    finished_at = peewee.DateTimeField(null=True)
    purged_at = peewee.DateTimeField(null=True)
