"""Deliveries: the one door for bytes."""

from __future__ import annotations

from uuid import UUID

import peewee

from backend.accounts.models import User
from backend.db import BaseModel, JSONField, utcnow
from backend.folders.models import Folder
from backend.uploads.models import Upload


class Delivery(BaseModel):
    """Bytes entering one folder under one policy, closed by a receipt.

    `origin_ref` is opaque here ('link:<id>' for a guest's). `number` is the receipt's, to say on the phone.
    """

    owner_id: UUID
    folder_id: UUID

    number = peewee.CharField(max_length=12, unique=True)  # e.g. 4F7K-29QX: Crockford base32, no I L O U
    owner = peewee.ForeignKeyField(User, backref="deliveries")
    folder = peewee.ForeignKeyField(Folder, backref="deliveries")
    via = peewee.CharField(max_length=12)  # upload, link
    origin_ref = peewee.CharField(max_length=60, index=True)
    opened_by = peewee.CharField(max_length=120)
    sender_name = peewee.CharField(max_length=320, default="")  # shown to the owner: who sent it
    title = peewee.CharField(max_length=120, default="")
    policy = JSONField()
    state = peewee.CharField(max_length=10, default="open")  # open, closing, closed
    opened_at = peewee.DateTimeField(default=utcnow)
    active_at = peewee.DateTimeField(default=utcnow)
    closing_at = peewee.DateTimeField(null=True)
    closed_at = peewee.DateTimeField(null=True)
    closed_by = peewee.CharField(max_length=10, null=True)  # sender, idle, revoked
    statement = JSONField(null=True)  # what whoever sends says of it: name, note, answers to the page's questions
    receipt = JSONField(null=True)

    class Meta:
        indexes = ((("owner", "opened_at"), False), (("state", "active_at"), False))


class DeliveryFile(BaseModel):
    """One line of the manifest, and what became of it.

    Its bytes are [upload_offset, upload_offset + size) of its upload. States: declared, uploading, received (all bytes
    are here, intake is to come), filed, conflict, duplicate, refused, left_out, unsent. `outcome_ref` names the study
    or document.
    """

    delivery = peewee.ForeignKeyField(Delivery, backref="files", on_delete="CASCADE")
    position = peewee.IntegerField()  # its place in the manifest, from 0
    path = peewee.CharField(max_length=1024)
    size = peewee.BigIntegerField()
    last_modified = peewee.BigIntegerField(default=0)  # ms since 1970, as the browser says
    upload = peewee.ForeignKeyField(Upload, null=True, backref="members")
    upload_offset = peewee.BigIntegerField(default=0)
    state = peewee.CharField(max_length=10, default="declared")
    reason = peewee.CharField(max_length=40, null=True)  # code; a sentence is made where it is shown
    sha256 = peewee.CharField(max_length=64, null=True)
    outcome_ref = peewee.CharField(max_length=60, null=True)
    object_key = peewee.CharField(max_length=64, null=True)  # of an instance or document: see objects.py
    series_key = peewee.CharField(max_length=64, null=True)
    finished_at = peewee.DateTimeField(null=True)

    class Meta:
        indexes = (
            (("delivery", "position"), True),
            (("delivery", "state"), False),
            (("delivery", "object_key"), False),
            (("delivery", "outcome_ref"), False),
        )
