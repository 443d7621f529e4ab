"""The database: SQLite (WAL) or PostgreSQL behind one proxy. Knows no Flask.

On SQLite each transaction is BEGIN IMMEDIATE: a deferred one that upgrades ignores busy_timeout. Keep them short: no
file or network I/O inside.
"""

from __future__ import annotations

import functools
import json
import sqlite3
import unicodedata
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, ParamSpec, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

import peewee
import psycopg.errors
import uuid_utils.compat
from playhouse.db_url import connect as connect_by_url
from playhouse.pool import PooledPostgresqlDatabase, PooledSqliteDatabase

from backend.errors import Conflict

db = peewee.DatabaseProxy()

SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": "full",  # a receipt that was given must survive a power cut
    "busy_timeout": 30_000,
    "cache_size": -8_000,  # each thread keeps a connection; what is larger, the system's cache holds for all of them
}
#: A connection that is as old is not used again.
STALE_SECONDS = 300


class _Connection(sqlite3.Connection):
    """Knows its cursors: one that was not read to its end would keep the connection in the state of that moment, for
    the next request as well.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cursors: weakref.WeakSet[sqlite3.Cursor] = weakref.WeakSet()

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """A cursor, which ends with `end_reading` at the latest."""
        cursor = super().cursor(*args, **kwargs)
        self._cursors.add(cursor)
        return cursor

    def end_reading(self) -> None:
        """Close every cursor that is left."""
        for cursor in list(self._cursors):
            cursor.close()


class _PooledSqlite(PooledSqliteDatabase):
    """Opening SQLite, with its settings, costs as much as all that a poll asks: connections are kept."""

    def _can_reuse(self, conn: _Connection) -> bool:
        conn.end_reading()
        return bool(super()._can_reuse(conn))  # type: ignore[no-untyped-call]  # playhouse has no types


def init(url: str, *, pool_size: int = 32) -> peewee.Database:
    """Bind the proxy to the database at `url` (sqlite:///path or postgresql://…) and return it."""
    scheme = urlsplit(url).scheme
    if scheme.startswith("sqlite"):
        path = url.split("://", 1)[1]
        path = path[1:] if path.startswith("//") or path in ("/:memory:",) else path
        database: peewee.Database = _PooledSqlite(  # type: ignore[no-untyped-call]  # as above
            path,
            pragmas=SQLITE_PRAGMAS,
            lock_type="IMMEDIATE",
            max_connections=None,
            stale_timeout=STALE_SECONDS,
            factory=_Connection,
            check_same_thread=False,  # one thread at a time: the pool sees to that
        )
    else:
        database = connect_by_url(
            url.replace(scheme, "postgresql+pool", 1), max_connections=pool_size, stale_timeout=STALE_SECONDS
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


@dataclass(frozen=True)
class _Slot:
    """Stands in a prepared query for a value of this field that is given later."""

    name: str
    field: peewee.Field


class Prepared(Generic[Row]):
    """A query of rows of `model` whose SQL peewee builds once in a process: for what every request asks, building
    takes longer than asking. Only its shape is kept; it asks the database each time.

    `build` makes the query from what stands for the values of `fields`, which are given by name at each call.
    """

    def __init__(self, model: type[Row], build: Callable[..., peewee.Query], **fields: peewee.Field) -> None:
        self._model = model
        self._build = build
        self._fields = fields
        self._built: dict[bool, tuple[str, list[Any]]] = {}

    def __call__(self, **values: Any) -> list[Row]:
        """The rows for these values; raises KeyError if one is missing."""
        return list(self._asked(values))

    def dicts(self, **values: Any) -> list[dict[str, Any]]:
        """The same as dicts by field."""
        return list(self._asked(values).dicts())

    def as_stored(self, **values: Any) -> list[dict[str, Any]]:
        """The same by column, just as the driver gives it: ids and times as text on SQLite."""
        return as_stored(*self._filled(values))

    def _asked(self, values: dict[str, Any]) -> Any:
        sql, parameters = self._filled(values)
        return self._model.raw(sql, *parameters)

    def _filled(self, values: dict[str, Any]) -> tuple[str, list[Any]]:
        if is_sqlite() not in self._built:
            slots = {name: peewee.Value(_Slot(name, field), converter=False) for name, field in self._fields.items()}
            self._built[is_sqlite()] = self._build(**slots).sql()
        sql, parameters = self._built[is_sqlite()]
        return sql, [_filled(parameter, values) for parameter in parameters]


def as_stored(sql: str, parameters: Sequence[Any]) -> list[dict[str, Any]]:
    """A query's rows by column, without the conversion that takes longer than reading a hundred of them."""
    cursor = db.execute_sql(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _filled(parameter: Any, values: dict[str, Any]) -> Any:
    if not isinstance(parameter, _Slot):
        return parameter
    field: Any = parameter.field
    return field.db_value(values[parameter.name])


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
