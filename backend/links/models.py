"""Upload links."""

from __future__ import annotations

from uuid import UUID

import peewee

from backend.accounts.models import User
from backend.db import BaseModel, JSONField, utcnow
from backend.folders.models import Folder


class Link(BaseModel):
    """One recipient, one folder, one secret URL, one password.

    The token is derived from id and `token_version` by a key (crypto.keyed_token), stored only as its hash. A link is
    active while it is not revoked, `expires_at` is ahead and its folder is not in the trash.
    """

    owner = peewee.ForeignKeyField(User, backref="links")
    owner_id: UUID
    folder = peewee.ForeignKeyField(Folder, backref="links")
    folder_id: UUID
    recipient = peewee.CharField(max_length=320)
    title = peewee.CharField(max_length=120)
    description = peewee.CharField(max_length=1000, default="")
    language = peewee.CharField(max_length=8)
    token_version = peewee.IntegerField(default=1)
    token_hash = peewee.CharField(max_length=64, unique=True)
    password_hash = peewee.CharField(max_length=255)
    two_factor = peewee.BooleanField(default=False)
    password_by = peewee.CharField(max_length=16)  # same_mail, separate_mail, other_address, told
    password_recipient = peewee.CharField(max_length=320, null=True)
    expire_date = peewee.DateField()  # inclusive, in time_zone
    time_zone = peewee.CharField(max_length=60)
    expires_at = peewee.DateTimeField()  # UTC: the first moment after expire_date ends in time_zone
    policy = JSONField()
    notify = peewee.BooleanField(default=True)
    ask_name = peewee.BooleanField(default=False)  # the page asks who sends
    ask_note = peewee.BooleanField(default=False)  # and whether there is something to say
    may_see = peewee.BooleanField(default=False)  # the guest sees what is in the folder, until the link expires
    may_download = peewee.BooleanField(default=False)  # and takes it home; never without may_see
    remind = peewee.BooleanField(default=True)  # by itself, before expiry, if nothing has come
    reminded_at = peewee.DateTimeField(null=True)
    reminders_declined_at = peewee.DateTimeField(null=True)  # its guest wants no more of them
    stopped_by = peewee.CharField(max_length=16, null=True)  # state.Cause that its life tells of: see stops.py
    filter_text = peewee.TextField(default="")  # search_key of recipient and title: what "find a link" looks in
    created_at = peewee.DateTimeField(default=utcnow)
    revoked_at = peewee.DateTimeField(null=True)

    class Meta:
        indexes = ((("folder", "expires_at"), False), (("owner", "created_at"), False))


class LinkContact(BaseModel):
    """To whom a clinician has sent upload links before: offered when the next one is written."""

    owner = peewee.ForeignKeyField(User, on_delete="CASCADE")
    key = peewee.CharField(max_length=320)  # mail.addresses.Address.key
    address = peewee.CharField(max_length=320)
    used_at = peewee.DateTimeField(default=utcnow)

    class Meta:
        indexes = ((("owner", "key"), True),)


class LinkEvent(BaseModel):
    """A step of a link's life, for its timeline."""

    link = peewee.ForeignKeyField(Link, backref="events", on_delete="CASCADE")
    link_id: UUID
    kind = peewee.CharField(max_length=30)  # created, mail_queued, mail_sent, mail_refused, opened, password_passed …
    at = peewee.DateTimeField(default=utcnow)
    detail = JSONField(default=dict)

    class Meta:
        indexes = ((("link", "at"), False),)
