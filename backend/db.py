"""The database: SQLite (WAL) or PostgreSQL behind one proxy. Knows no Flask.

On SQLite each transaction is BEGIN IMMEDIATE: a deferred one that upgrades ignores busy_timeout. Keep them short: no
file or network I/O inside.
"""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

import peewee
import psycopg.errors
import uuid_utils.compat
from playhouse.db_url import connect as connect_by_url
from playhouse.pool import PooledPostgresqlDatabase

from backend.errors import Conflict

db = peewee.DatabaseProxy()

SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": "full",  # a receipt that was given must survive a power cut
    "busy_timeout": 30_000,
    "cache_size": -64_000,
}


def init(url: str, *, pool_size: int = 32) -> peewee.Database:
    """Bind the proxy to the database at `url` (sqlite:///path or postgresql://…) and return it."""
    scheme = urlsplit(url).scheme
    if scheme.startswith("sqlite"):
        path = url.split("://", 1)[1]
        path = path[1:] if path.startswith("//") or path in ("/:memory:",) else path
        database: peewee.Database = peewee.SqliteDatabase(
            path, pragmas=SQLITE_PRAGMAS, lock_type="IMMEDIATE", thread_safe=True
        )
    else:
        database = connect_by_url(
            url.replace(scheme, "postgresql+pool", 1), max_connections=pool_size, stale_timeout=300
        )
        assert isinstance(database, PooledPostgresqlDatabase)
    db.initialize(database)
    return database


def is_sqlite() -> bool:
    """Whether the bound database is SQLite."""
    return isinstance(db.obj, peewee.SqliteDatabase)


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): random enough to be no door, ordered by time so that indexes stay compact."""
    return uuid_utils.compat.uuid7()


def utcnow() -> datetime:
    """Now, in UTC, without tzinfo: how every time is stored."""
    return datetime.now(UTC).replace(tzinfo=None)


def rfc3339(moment: datetime) -> str:
    """A stored time as it is sent: 2026-11-24T07:00:00Z."""
    return f"{moment.isoformat()}Z"


def name_key(text: str) -> str:
    """The form under which names are compared: NFKC, case folded, white space collapsed."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


#: Letters with a stroke, or two in one, that Unicode does not decompose: people look for them without.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
)


def search_key(text: str) -> str:
    """`name_key` without accents: what a search by part of a name is matched against."""
    decomposed = unicodedata.normalize("NFKD", name_key(text))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_PLAIN_LETTERS)


Row = TypeVar("Row", bound=peewee.Model)


class JSONField(peewee.TextField):
    """JSON as text, alike on both databases; nothing queries inside it."""

    def db_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    def python_value(self, value: Any) -> Any:
        return None if value is None else json.loads(value)


class BaseModel(peewee.Model):
    """A row with a time-ordered random id."""

    id = peewee.UUIDField(primary_key=True, default=new_id)

    class Meta:
        database = db
        legacy_table_names = False


def for_update(query: peewee.ModelSelect[Row]) -> peewee.ModelSelect[Row]:
    """Lock the selected rows until the transaction ends; on SQLite the whole database is already locked for writing."""
    return query if is_sqlite() else query.for_update()


Given = ParamSpec("Given")
Outcome = TypeVar("Outcome")
_TRIES = 5


def anew_if_deadlocked(act: Callable[Given, Outcome]) -> Callable[Given, Outcome]:
    """Let `act`, which writes in one transaction of its own, begin anew if PostgreSQL has broken it off because it and
    another waited for each other; nothing of it has been done then.

    Lock orders make that rare, but two transactions that touch the same folders' listings in several steps can't
    always have one. Inside another transaction it passes the error on: only the outermost can begin anew. Raises
    Conflict after `_TRIES` tries.
    """

    @functools.wraps(act)
    def tried(*args: Given.args, **kwargs: Given.kwargs) -> Outcome:
        if db.in_transaction():
            return act(*args, **kwargs)
        for _ in range(_TRIES):
            try:
                return act(*args, **kwargs)
            except peewee.OperationalError as error:
                if not isinstance(error.__cause__ or error.__context__, _BROKEN_OFF):
                    raise
        raise Conflict

    return tried


_BROKEN_OFF = (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure)
