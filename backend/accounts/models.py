"""Users and their sessions."""

from __future__ import annotations

import peewee

from backend.db import BaseModel, utcnow


class User(BaseModel):
    """A clinician or administrator."""

    email = peewee.CharField(max_length=320)
    email_key = peewee.CharField(max_length=320, unique=True)  # casefolded
    name = peewee.CharField(max_length=120)
    password_hash = peewee.CharField(max_length=255)
    role = peewee.CharField(max_length=20, default="clinician")  # clinician, administrator
    language = peewee.CharField(max_length=8, default="en")
    time_zone = peewee.CharField(max_length=60, default="UTC")
    active = peewee.BooleanField(default=True)
    created_at = peewee.DateTimeField(default=utcnow)


class UserSession(BaseModel):
    """A logged-in browser. The cookie holds a random token, the row its hash.

    An ended session's row stays for a while: it shows that this user has logged in from this network before.
    """

    user = peewee.ForeignKeyField(User, backref="sessions", on_delete="CASCADE")
    token_hash = peewee.CharField(max_length=64, unique=True)
    user_agent = peewee.CharField(max_length=200, default="")
    network = peewee.CharField(max_length=45, null=True)  # a prefix: networks.network_of
    created_at = peewee.DateTimeField(default=utcnow)
    seen_at = peewee.DateTimeField(default=utcnow)
    expires_at = peewee.DateTimeField()
    ended_at = peewee.DateTimeField(null=True)

    class Meta:
        indexes = ((("user", "network"), False),)


class LogInFailure(BaseModel):
    """Failed log-ins of one address, one network, or one address in one network: the growing delay (attempts.py) is
    computed from these counters."""

    bucket = peewee.CharField(max_length=80, unique=True)  # 'pair:<hash>', 'address:<hash>', 'network:<prefix>'
    failures = peewee.IntegerField(default=0)
    last_at = peewee.DateTimeField(default=utcnow, index=True)
