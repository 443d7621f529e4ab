"""Tickets for downloads."""

from __future__ import annotations

from uuid import UUID

import peewee

from backend.accounts.models import User
from backend.db import BaseModel, JSONField, utcnow


class Download(BaseModel):
    """What somebody has chosen to download. It gives no right: at each reading the selection is judged anew."""

    user_id: UUID

    user = peewee.ForeignKeyField(User, backref="downloads", on_delete="CASCADE")
    folder_ids = JSONField()
    entry_ids = JSONField()
    created_at = peewee.DateTimeField(default=utcnow)
    expires_at = peewee.DateTimeField(index=True)


class DownloadTurn(BaseModel):
    """Somebody is sending a ZIP. `place` counts from 0: that no two have the same keeps them below the limit."""

    place = peewee.IntegerField(unique=True)
    expires_at = peewee.DateTimeField()  # whoever still sends sets it anew
