"""The statements that read pages, each built once: peewee takes longer to write one than the database to answer it.

bench/README.md says what that gains. A statement is built with marks in the places of what differs from page to page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import peewee

from backend.browsing.order import Order, Position
from backend.browsing.rows import QUERIES
from backend.db import db, is_sqlite

_FOLDER: Final = UUID(int=1)
_ROW: Final = UUID(int=2)
_MOST: Final = 987_654_321
_MOMENT: Final = datetime(1896, 1, 23, 4, 5, 6, 789)
_NUMBER: Final = 876_543_219
_TEXT: Final = "\x02value\x03"


@dataclass(frozen=True)
class _Statement:
    sql: str
    parameters: tuple[Any, ...]  # with marks
    reads: tuple[tuple[str, Callable[[Any], Any] | None], ...]  # each column's name, and how SQLite's value is read


_statements: dict[tuple[bool, str, str, bool, bool], _Statement] = {}


def rows(order: Order, folder_id: UUID, after: Position | None, most: int) -> Iterator[dict[str, Any]]:
    """What `rows.QUERIES` finds in a folder after a position: the columns by their names."""
    key = (is_sqlite(), order.kind, order.column.name, order.descending, after is None)
    statement = _statements.get(key)
    if statement is None:
        statement = _statements[key] = _built(order, from_start=after is None)
    filled = {order.key.db_value(_FOLDER): order.key.db_value(folder_id), _MOST: most}
    if after is not None:
        filled[order.key.db_value(_ROW)] = order.key.db_value(after.id)
        filled[order.column.db_value(_mark(order.column))] = order.column.db_value(after.value)
    cursor = db.execute_sql(statement.sql, [filled.get(value, value) for value in statement.parameters])
    for values in cursor.fetchall():
        yield {
            name: value if read is None or value is None else read(value)
            for (name, read), value in zip(statement.reads, values, strict=True)
        }


def _built(order: Order, *, from_start: bool) -> _Statement:
    after = None if from_start else Position(order.kind, _mark(order.column), _ROW)
    query = order.applied(QUERIES[order.kind](_FOLDER, order), after).limit(_MOST)
    sql, parameters = query.sql()
    reads = []
    for column in query._returning:
        name = column.name if isinstance(column, peewee.Field) else column._alias
        field = column.node if isinstance(column, peewee.Alias) else column
        reads.append((name, _reader(field) if is_sqlite() else None))
    return _Statement(sql, tuple(parameters), tuple(reads))


def _mark(column: Any) -> Any:
    if isinstance(column, peewee.DateTimeField):
        return _MOMENT
    return _NUMBER if isinstance(column, peewee.IntegerField) else _TEXT


def _reader(field: Any) -> Callable[[Any], Any] | None:
    """SQLite has no types for ids and times; PostgreSQL's driver reads both."""
    if isinstance(field, peewee.ForeignKeyField | peewee.UUIDField):
        return UUID
    return datetime.fromisoformat if isinstance(field, peewee.DateTimeField) else None
