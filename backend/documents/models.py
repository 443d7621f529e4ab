"""Clinical documents that are no DICOM object."""

from __future__ import annotations

from uuid import UUID

import peewee

from backend.accounts.models import User
from backend.db import BaseModel, utcnow
from backend.storage.models import Blob


class Document(BaseModel):
    """A file of one owner. Its media type is what its bytes say, never its name."""

    owner_id: UUID

    blob_id: UUID

    owner = peewee.ForeignKeyField(User, backref="documents")
    name = peewee.CharField(max_length=255)
    media_type = peewee.CharField(max_length=120)
    size = peewee.BigIntegerField()
    blob = peewee.ForeignKeyField(Blob)
    created_at = peewee.DateTimeField(default=utcnow)


class DocumentSource(BaseModel):
    """Which delivery brought a document."""

    document = peewee.ForeignKeyField(Document, backref="sources", on_delete="CASCADE")
    delivery_id = peewee.UUIDField(index=True)

    class Meta:
        indexes = ((("document", "delivery_id"), True),)
