"""One page of a folder's content, read by keyset: a middle page costs what the first one does."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import peewee

from backend.browsing import filters
from backend.browsing.memory import Anchors, Memory, State
from backend.browsing.order import KINDS, Order, Position, order_of, position_of
from backend.browsing.rows import QUERIES, WRITTEN, Row
from backend.db import Prepared, as_stored
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


#: So many matches of a filter are remembered in their order; of more, walking the order's index finds a page soon.
FEW = 5000


@dataclass(frozen=True)
class Matches:
    """All rows of a kind that match a filter, in their order, and where each stands."""

    positions: list[Position]
    indexes: dict[UUID, int]

    def after(self, position: Position | None, most: int) -> list[Position] | None:
        """The next ones after a position; None if the position is none of these."""
        if position is None:
            return self.positions[:most]
        index = self.indexes.get(position.id)
        if index is None or self.positions[index] != position:
            return None
        return self.positions[index + 1 : index + 1 + most]


@dataclass(frozen=True)
class Found:
    """The ids of the rows that match a filter, or, if they are more than a few, only their count."""

    ids: list[UUID]
    count: int | None


_counts: Memory[int] = Memory(10_000)
_named: Memory[int] = Memory(10_000)
_found: Memory[Found] = Memory(64)
_anchors: Memory[Anchors] = Memory(200)
_matches: Memory[Matches] = Memory(32)


def read(user: UserPrincipal | None, folder: Folder, wish: Wish) -> Page:
    """A page of the folder's live content; `user` is None for a reader who has made none of it. Raises BadCursor."""
    listing = Listing(folder, wish)
    found: list[tuple[str, dict[str, Any]]] = []
    for kind, after in listing.stretches():
        found += ((kind, values) for values in listing.rows(kind, after, wish.limit + 1 - len(found)))
        if len(found) > wish.limit:
            break
    shown = found[: wish.limit]
    rows = [WRITTEN[kind](user, values) for kind, values in shown]
    more = len(found) > wish.limit
    return Page(rows, listing.place(*shown[-1]).cursor() if more else None, listing.total())


@functools.cache
def _page(kind: str, sort: str, descending: bool, middle: bool) -> Prepared[Any]:
    """What a page of a kind shows, from the beginning or from a place on."""
    order = order_of(kind, sort, descending=descending)

    def build(folder_id: Any, most: Any, value: Any = None, row_id: Any = None) -> Any:
        query = QUERIES[kind](folder_id, order)
        return order.sorted(order.beyond(query, value, row_id) if middle else query).limit(most)

    place = {"value": order.column, "row_id": order.key} if middle else {}
    return Prepared(Folder, build, folder_id=Folder.id, most=peewee.IntegerField(), **place)


def shown_folders(folder: Folder, wish: Wish) -> list[UUID]:
    """The ids of the folders on the page, cheaply: what a poll needs to know."""
    listing = Listing(folder, wish)
    found = (listing.positions(kind, after, wish.limit) for kind, after in listing.stretches(KINDS[:1]))
    return [position.id for position in itertools.chain(*found)]


class Listing:
    """A folder's content as it was asked for."""

    def __init__(self, folder: Folder, wish: Wish) -> None:
        self._state: State = (folder.id, folder.change_seq)
        self._wish = wish
        self._words = filters.words(wish.filter)
        self._kinds = KINDS[:1] if wish.kinds == "folders" else KINDS

    def total(self) -> int:
        """How many rows there are."""
        return sum(map(self.count, self._kinds))

    def count_named(self, kind: str, start: str | None, end: str) -> int:
        """How many rows of the kind have a sort name from `start` on (None: all) and before `end`."""
        if self._has_few(kind):
            return sum((start or "") <= position.value < end for position in self._few(kind).positions)
        name = (Folder if kind == "folder" else FolderEntry).sort_name
        between = (name < end) if start is None else (name >= start) & (name < end)

        def find() -> int:
            return int(self._narrowed(kind, self._places(kind)).where(between).count())

        return _named.get((*self._question(kind), start, end), find)

    def stretches(self, kinds: tuple[str, ...] = KINDS) -> Iterator[tuple[str, Position | None]]:
        """The kinds of which the page may show any, each with the position after which it begins. Raises BadCursor."""
        offset, after = self._wish.offset or 0, position_of(self._wish.cursor, self._wish.sort)
        for kind in (kind for kind in self._kinds if kind in kinds):
            if after is not None and KINDS.index(kind) < KINDS.index(after.kind):
                continue
            count = self.count(kind)
            if offset >= count:
                offset -= count
                continue
            yield kind, self._before(kind, offset) if offset else after if after and after.kind == kind else None
            offset = 0

    def rows(self, kind: str, after: Position | None, most: int) -> list[dict[str, Any]]:
        """What the rows after a position show, as the database has it."""
        if not self._words:
            place = {} if after is None else {"value": after.value, "row_id": after.id}
            query = _page(kind, self._wish.sort, self._wish.descending, bool(place))
            return query.as_stored(folder_id=self._state[0], most=most, **place)
        order = self._order(kind)
        query = QUERIES[kind](self._state[0], order)
        if self._has_few(kind):
            ids = [position.id for position in self.positions(kind, after, most)]
            return as_stored(*order.applied(query.where(order.key.in_(ids)), None).sql())
        return as_stored(*order.applied(self._narrowed(kind, query), after).limit(most).sql())

    def place(self, kind: str, values: dict[str, Any]) -> Position:
        """Where one of `rows` stands."""
        order = self._order(kind)
        return Position(kind, order.column.python_value(values["order_value"]), order.key.python_value(values["id"]))

    def positions(self, kind: str, after: Position | None, most: int) -> list[Position]:
        """The places after a position."""
        if self._has_few(kind):
            known = self._few(kind).after(after, most)
            if known is not None:
                return known
        query = self._order(kind).applied(self._narrowed(kind, self._places(kind)), after).limit(most)
        return [Position(kind, value, row_id) for value, row_id in query.tuples()]

    def _order(self, kind: str) -> Order:
        return order_of(kind, self._wish.sort, descending=self._wish.descending)

    def _question(self, kind: str) -> tuple[Any, ...]:
        return self._state, kind, self._words

    def _ordered_question(self, kind: str) -> tuple[Any, ...]:
        return *self._question(kind), self._wish.sort, self._wish.descending

    def _places(self, kind: str) -> Any:
        """A query of all rows' order values and ids, which the order's index answers."""
        order = self._order(kind)
        if kind == "folder":
            return Folder.select(order.column, order.key).where(
                Folder.parent == self._state[0], Folder.trashed_at.is_null()
            )
        return FolderEntry.select(order.column, order.key).where(
            FolderEntry.folder == self._state[0], FolderEntry.kind == kind, FolderEntry.trashed_at.is_null()
        )

    def _narrowed(self, kind: str, query: Any) -> Any:
        """The query's rows that match the filter."""
        column = (Folder if kind == "folder" else FolderEntry).filter_text
        return query.where(*filters.matches(column, self._words)) if self._words else query

    def count(self, kind: str) -> int:
        """How many rows of the kind there are."""
        if self._words:
            found = self._found(kind)
            return len(found.ids) if found.count is None else found.count
        return _counts.get(self._question(kind), lambda: int(self._places(kind).count()))

    def _found(self, kind: str) -> Found:
        """What the filter finds; read once for a state and its words, whatever the order."""

        def find() -> Found:
            ids = [row_id for (row_id,) in self._matching(kind).limit(FEW + 1).tuples()]
            return Found(ids, None) if len(ids) <= FEW else Found([], int(self._matching(kind).count()))

        return _found.get(self._question(kind), find)

    def _matching(self, kind: str) -> Any:
        """A query of the ids that match; of entries, by the index that holds their filter texts."""
        table = Folder if kind == "folder" else FolderEntry
        query = self._narrowed(kind, self._places(kind).select(table.id))
        return query.where(FolderEntry.filter_text != "") if self._words and kind != "folder" else query

    def _has_few(self, kind: str) -> bool:
        return bool(self._words) and self._found(kind).count is None

    def _few(self, kind: str) -> Matches:
        def find() -> Matches:
            order = self._order(kind)
            query = order.applied(self._places(kind).where(order.key.in_(self._found(kind).ids)), None)
            positions = [Position(kind, value, row_id) for value, row_id in query.tuples()]
            return Matches(positions, {position.id: index for index, position in enumerate(positions)})

        return _matches.get(self._ordered_question(kind), find)

    def _before(self, kind: str, offset: int) -> Position:
        """The position of the last row that stands before the offset."""
        if self._has_few(kind):
            return self._few(kind).positions[offset - 1]
        anchors = _anchors.get(self._ordered_question(kind), Anchors)
        known, position = anchors.before(offset)
        if position is not None and known == offset:
            return position
        query = self._order(kind).applied(self._narrowed(kind, self._places(kind)), position)
        [(value, row_id)] = query.offset(offset - known - 1).limit(1).tuples()
        found = Position(kind, value, row_id)
        anchors.add(offset, found)
        return found
