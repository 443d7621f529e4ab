"""Blobs: bytes under a random key, found again by their SHA-256."""

from __future__ import annotations

import peewee

from backend.db import BaseModel, utcnow


class Blob(BaseModel):
    """Stored bytes. Owners share blobs and nothing else; whoever sees a row that refers to one may read it."""

    key = peewee.CharField(max_length=64, unique=True)
    sha256 = peewee.CharField(max_length=64, unique=True)
    size = peewee.BigIntegerField()
    created_at = peewee.DateTimeField(default=utcnow)
    unreferenced_since = peewee.DateTimeField(null=True)  # since when perhaps nothing refers to it: see sweeping


Blob.add_index(
    Blob.index(Blob.unreferenced_since, where=Blob.unreferenced_since.is_null(False), name="blob_unreferenced")
)
