"""The outbox's rows."""

from __future__ import annotations

import peewee

from backend.db import BaseModel, utcnow


class OutboxMail(BaseModel):
    """A rendered mail, committed with what it tells of; wiped of its body once it is sent.

    `sealed` holds subject, text and HTML encrypted (see crypto.seal) and is null after sending. `reference` is opaque
    here ('link:<id>'); whoever wrote it hears of the outcome through mail.service's injected callback.
    """

    message_id = peewee.CharField(max_length=120, unique=True)
    recipient = peewee.CharField(max_length=320)
    kind = peewee.CharField(max_length=40)
    reference = peewee.CharField(max_length=60, index=True)
    language = peewee.CharField(max_length=8)
    sealed = peewee.BlobField(null=True)
    has_password = peewee.BooleanField(default=False)
    state = peewee.CharField(max_length=10, default="queued")  # queued, sent, refused, expired, returned
    attempts = peewee.IntegerField(default=0)
    last_answer = peewee.TextField(null=True)  # the mail server's words
    created_at = peewee.DateTimeField(default=utcnow)
    sent_at = peewee.DateTimeField(null=True)
    returned_at = peewee.DateTimeField(null=True)  # it was taken, but came back

    class Meta:
        indexes = ((("recipient", "created_at"), False),)
