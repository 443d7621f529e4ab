"""One page of a folder's content, read by keyset: a middle page costs what the first one does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.browsing import filters
from backend.browsing.order import KINDS, Order, Position, order_of, position_of
from backend.browsing.rows import QUERIES, WRITTEN, Row
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal


@dataclass(frozen=True)
class Wish:
    """How a listing is asked for (browsing.schemas.ContentArguments)."""

    limit: int
    cursor: str | None = None
    offset: int | None = None
    sort: str = "name"
    descending: bool = False
    kinds: str = "all"
    filter: str = ""


@dataclass(frozen=True)
class Page:
    """Rows, as far as the folder and its entries say; `next_cursor` is None at the end; `total` counts all rows."""

    rows: list[Row]
    next_cursor: str | None
    total: int


def read(user: UserPrincipal, folder: Folder, wish: Wish) -> Page:
    """A page of the folder's live content; raises BadCursor."""
    listing = Listing(folder, wish)
    found: list[tuple[Position, Row]] = []
    for kind, after in listing.stretches():
        order = listing.order(kind)
        query = order.applied(listing.narrowed(kind, QUERIES[kind](folder.id, order)), after)
        for values in query.limit(wish.limit + 1 - len(found)).dicts():
            position = Position(kind, values.pop("order_value"), values["id"])
            found.append((position, WRITTEN[kind](user, values)))
        if len(found) > wish.limit:
            return Page([row for _, row in found[: wish.limit]], found[wish.limit - 1][0].cursor(), listing.total())
    return Page([row for _, row in found], None, listing.total())


def shown_folders(folder: Folder, wish: Wish) -> list[UUID]:
    """The ids of the folders on the page, cheaply: what a poll needs to know."""
    listing = Listing(folder, wish)
    for kind, after in listing.stretches():
        if kind == "folder":
            ids = listing.order(kind).applied(listing.places(kind), after).limit(wish.limit)
            return [child_id for _, child_id in ids.tuples()]
    return []


class Listing:
    """A folder's content as it was asked for."""

    def __init__(self, folder: Folder, wish: Wish) -> None:
        self._folder_id = folder.id
        self._wish = wish
        self._words = filters.words(wish.filter)
        self._kinds = KINDS[:1] if wish.kinds == "folders" else KINDS

    def total(self) -> int:
        """How many rows there are."""
        return sum(map(self._count, self._kinds))

    def order(self, kind: str) -> Order:
        """How rows of this kind are ordered."""
        return order_of(kind, self._wish.sort, descending=self._wish.descending)

    def stretches(self) -> Sequence[tuple[str, Position | None]]:
        """The kinds that the page may show, each with the position after which it begins."""
        if self._wish.offset is not None:
            return self._from_offset(self._wish.offset)
        after = position_of(self._wish.cursor, self._wish.sort)
        if after is None:
            return [(kind, None) for kind in self._kinds]
        return self._from(after.kind, after) if after.kind in self._kinds else []

    def places(self, kind: str) -> Any:
        """A query of the rows' order values and ids, which an index answers."""
        order = self.order(kind)
        table, place = (Folder, Folder.parent) if kind == "folder" else (FolderEntry, FolderEntry.folder)
        live = (place == self._folder_id) & table.trashed_at.is_null()
        if kind != "folder":
            live &= FolderEntry.kind == kind
        return self.narrowed(kind, table.select(order.column, order.key).where(live))

    def narrowed(self, kind: str, query: Any) -> Any:
        """The query's rows that match the filter."""
        column = (Folder if kind == "folder" else FolderEntry).filter_text
        conditions = filters.matches(column, self._words)
        return query.where(*conditions) if conditions else query

    def _from(self, first: str, after: Position | None) -> list[tuple[str, Position | None]]:
        rest = self._kinds[self._kinds.index(first) + 1 :]
        return [(first, after), *((kind, None) for kind in rest)]

    def _from_offset(self, offset: int) -> Sequence[tuple[str, Position | None]]:
        for kind in self._kinds:
            count = self._count(kind)
            if offset < count:
                return self._from(kind, self._before(kind, offset) if offset else None)
            offset -= count
        return []

    def _before(self, kind: str, offset: int) -> Position:
        """The position of the last row that stands before the offset."""
        query = self.order(kind).applied(self.places(kind), None).offset(offset - 1).limit(1)
        value, row_id = query.tuples().get()
        return Position(kind, value, row_id)

    def _count(self, kind: str) -> int:
        count: int = self.places(kind).count()
        return count
