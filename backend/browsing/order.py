"""In which order a folder's content is listed, and where in that order a page begins.

Folders come first, then studies, then documents; within each, by what was asked for and then by id, so that the order
is total. Where a kind has no such column (no folder has a study date) it is ordered by name. Each order has its index.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import peewee

from backend.folders.models import Folder, FolderEntry
from backend.web.paging import BadCursor, decode_cursor, encode_cursor

KINDS: Final = ("folder", "study", "document")

_COLUMNS: Final[dict[tuple[str, str], Any]] = {
    ("folder", "name"): Folder.sort_name,
    ("folder", "added_at"): Folder.created_at,
    ("study", "name"): FolderEntry.sort_name,
    ("study", "patient_id"): FolderEntry.sort_patient_id,
    ("study", "birth_date"): FolderEntry.sort_birth_date,
    ("study", "study_date"): FolderEntry.sort_study_date,
    ("study", "modality"): FolderEntry.sort_modality,
    ("study", "description"): FolderEntry.sort_description,
    ("study", "accession_number"): FolderEntry.sort_accession_number,
    ("study", "instances"): FolderEntry.sort_instances,
    ("study", "size"): FolderEntry.sort_size,
    ("study", "added_at"): FolderEntry.added_at,
    ("document", "name"): FolderEntry.sort_name,
    ("document", "size"): FolderEntry.sort_size,
    ("document", "added_at"): FolderEntry.added_at,
}

#: What a listing can be sorted by, in the order of the folder view's columns.
SORTS: Final = tuple(sort for kind, sort in _COLUMNS if kind == "study")


@dataclass(frozen=True)
class Order:
    """How one kind is ordered: by `column`, then by `key`, the row's id."""

    kind: str
    column: Any
    key: Any
    descending: bool

    def applied(self, query: Any, after: Position | None) -> Any:
        """The query's rows in this order, beginning after a position."""
        if after is not None:
            query = self.beyond(query, self.column.db_value(after.value), self.key.db_value(after.id))
        return self.sorted(query)

    def beyond(self, query: Any, value: Any, row_id: Any) -> Any:
        """The query's rows that stand after the one with this value and id, as the database has them."""
        row, last = peewee.Tuple(self.column, self.key), peewee.Tuple(value, row_id)
        return query.where(row < last if self.descending else row > last)

    def sorted(self, query: Any) -> Any:
        """The query's rows in this order."""
        if self.descending:
            return query.order_by(self.column.desc(), self.key.desc())
        return query.order_by(self.column.asc(), self.key.asc())


@dataclass(frozen=True)
class Position:
    """The last row of a page: its kind, its value in the order's column, its id."""

    kind: str
    value: Any
    id: UUID

    def cursor(self) -> str:
        """As the client gets it."""
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        return encode_cursor([self.kind, value, str(self.id)])


def order_of(kind: str, sort: str, *, descending: bool) -> Order:
    """How `kind` is ordered when a listing is sorted by `sort`."""
    key = Folder.id if kind == "folder" else FolderEntry.id
    column = _COLUMNS.get((kind, sort))
    if column is None:
        return Order(kind, _COLUMNS[kind, "name"], key, False)
    return Order(kind, column, key, descending)


def position_of(cursor: str | None, sort: str) -> Position | None:
    """Where the last page ended; raises BadCursor for what no page sorted by `sort` has given out."""
    if cursor is None:
        return None
    kind, value, row_id = decode_cursor(cursor, 3)
    if kind not in KINDS:
        raise BadCursor
    try:
        return Position(kind, _value(order_of(kind, sort, descending=False).column, value), UUID(row_id))
    except (ValueError, AttributeError) as error:
        raise BadCursor from error


def _value(column: Any, value: Any) -> Any:
    """A cursor's value as the order's column holds it; raises ValueError."""
    if isinstance(column, peewee.IntegerField):
        if isinstance(value, int):
            return value
    elif isinstance(value, str):
        return datetime.fromisoformat(value) if isinstance(column, peewee.DateTimeField) else value
    raise ValueError(value)
