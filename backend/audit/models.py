"""The audit log's rows."""

from __future__ import annotations

import peewee

from backend.db import BaseModel, JSONField, utcnow


class AuditEvent(BaseModel):
    """Who did what to which subject. Written with what it records; the sealer gives it its place in the chain.

    `sequence` and `chain_hash` are null until sealed. Nothing ever updates any other column or deletes a row.
    """

    at = peewee.DateTimeField(default=utcnow)
    actor = peewee.CharField(max_length=120)
    action = peewee.CharField(max_length=60, index=True)
    subject = peewee.CharField(max_length=120, index=True)
    detail = JSONField(default=dict)
    network = peewee.CharField(max_length=45, null=True)
    request_id = peewee.CharField(max_length=40, null=True)
    sequence = peewee.BigIntegerField(null=True, unique=True)
    chain_hash = peewee.CharField(max_length=64, null=True)
