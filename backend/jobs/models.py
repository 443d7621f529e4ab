"""The table that is the queue."""

from __future__ import annotations

import peewee

from backend.db import BaseModel, JSONField, utcnow


class Job(BaseModel):
    """Work to be done once more than zero times: tasks are idempotent. Written in the transaction that wants it."""

    task = peewee.CharField(max_length=60)
    payload = JSONField()
    state = peewee.CharField(max_length=10, default="queued")  # queued, running, done, failed
    attempts = peewee.IntegerField(default=0)
    run_at = peewee.DateTimeField(default=utcnow)
    pushed_at = peewee.DateTimeField(null=True)  # when the queue was last told
    lease_until = peewee.DateTimeField(null=True)
    error = peewee.TextField(null=True)
    created_at = peewee.DateTimeField(default=utcnow)
    finished_at = peewee.DateTimeField(null=True)

    class Meta:
        indexes = ((("state", "run_at"), False),)
