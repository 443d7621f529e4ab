"""A guest's browser and what it has proved."""

from __future__ import annotations

from uuid import UUID

import peewee

from backend.db import BaseModel, utcnow
from backend.links.models import Link


class GuestSession(BaseModel):
    """A browser that has opened at least one link."""

    token_hash = peewee.CharField(max_length=64, unique=True)
    created_at = peewee.DateTimeField(default=utcnow)
    seen_at = peewee.DateTimeField(default=utcnow)
    expires_at = peewee.DateTimeField()


class GuestProof(BaseModel):
    """What one browser has proved of one link; void once the link's token or password was renewed."""

    session = peewee.ForeignKeyField(GuestSession, backref="proofs", on_delete="CASCADE")
    session_id: UUID
    link = peewee.ForeignKeyField(Link, backref="proofs", on_delete="CASCADE")
    link_id: UUID
    token_version = peewee.IntegerField()
    password_mark = peewee.CharField(max_length=64, null=True)  # token_hash(link.password_hash) when it was proved
    opened_at = peewee.DateTimeField(default=utcnow)
    password_at = peewee.DateTimeField(null=True)
    code_at = peewee.DateTimeField(null=True)

    class Meta:
        indexes = ((("session", "link"), True),)


class CodeChallenge(BaseModel):
    """A mailed one-time code (HOTP, a secret of its own), bound to one browser and link."""

    proof = peewee.ForeignKeyField(GuestProof, backref="challenges", on_delete="CASCADE")
    sealed_secret = peewee.BlobField()
    tries = peewee.IntegerField(default=0)
    created_at = peewee.DateTimeField(default=utcnow)
    expires_at = peewee.DateTimeField()
    used_at = peewee.DateTimeField(null=True)


class GuessBudget(BaseModel):
    """Wrong passwords for one link from one browser, one network, or in one day; or how full a pace's bucket is."""

    link = peewee.ForeignKeyField(Link, on_delete="CASCADE")
    bucket = peewee.CharField(max_length=80)  # 'session:<id>', 'network:<prefix>', 'day:<date>', 'pictures'
    failures = peewee.IntegerField(default=0)
    last_at = peewee.DateTimeField(default=utcnow)

    class Meta:
        indexes = ((("link", "bucket"), True),)
