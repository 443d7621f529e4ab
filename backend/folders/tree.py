"""Walking the tree: each walk is one recursive query, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final
from uuid import UUID

import peewee

from backend.db import Prepared, for_update
from backend.folders.models import Folder

DEPTH_MOST = 20
#: SQLite takes 32,766 parameters in one statement.
IDS_AT_ONCE = 10_000


def lock(owner_id: UUID) -> Folder:
    """Let whoever else changes this owner's tree wait until the transaction ends; returns the tree's root.

    All that changes a tree takes this lock first, so that two at once have the outcome of one after the other.
    """
    query = Folder.select().where(Folder.owner == owner_id, Folder.parent.is_null())
    root: Folder = for_update(query).get()
    return root


def lock_all(owner_ids: Iterable[UUID]) -> None:
    """`lock` for several trees, always in the order of their owners' ids, so that no two ever wait for each other."""
    for owner_id in sorted(set(owner_ids)):
        lock(owner_id)


def height(folder_ids: Collection[UUID]) -> int:
    """How many floors the live folders have together with what lies below them: 1 for folders without any in them."""
    floors, floor = 0, set(folder_ids)
    while floor:
        floors += 1
        floor = children(floor)
    return floors


def path(folder_id: UUID) -> list[Folder]:
    """The way from the root to the folder, which comes last; empty if there is no such folder."""
    return _PATH(folder_id=folder_id)


def _path(folder_id: Any) -> Any:
    start = Folder.select(Folder.id, Folder.parent, peewee.Value(0).alias("height")).where(Folder.id == folder_id)
    way = start.cte("way", recursive=True, columns=("id", "parent_id", "height"))
    above = Folder.alias()
    steps = way.union_all(
        above.select(above.id, above.parent, way.c.height + 1).join(way, on=(above.id == way.c.parent_id))
    )
    return Folder.select().join(steps, on=(Folder.id == steps.c.id)).with_cte(steps).order_by(steps.c.height.desc())


_PATH: Final = Prepared(Folder, _path, folder_id=Folder.id)


def below(folder_ids: Collection[UUID]) -> set[UUID]:
    """The folders themselves and all live folders below them."""
    found: set[UUID] = set()
    for ids in batches(folder_ids):
        found |= set(column(_descent(Folder.id.in_(ids), live_only=True)))
    return found


def ways_up(folder_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """For each live folder the ids from the root to it, its own last; those in the trash are left out."""
    ways: dict[UUID, list[tuple[int, UUID]]] = {}
    gone: set[UUID] = set()
    for ids in batches(folder_ids):
        for origin, folder_id, height, trashed_at in _climb(ids).tuples():
            ways.setdefault(origin, []).append((-height, folder_id))
            if trashed_at is not None:
                gone.add(origin)
    return {origin: [step for _, step in sorted(steps)] for origin, steps in ways.items() if origin not in gone}


def children(folder_ids: Collection[UUID]) -> set[UUID]:
    """The live folders directly in these."""
    found: set[UUID] = set()
    for ids in batches(folder_ids):
        query = Folder.select(Folder.id).where(Folder.parent.in_(ids), Folder.trashed_at.is_null())
        found |= set(column(query))
    return found


def subtree(folder_ids: Collection[UUID]) -> Any:
    """`below` as a subquery, for as many folders as one request may choose."""
    return _descent(Folder.id.in_(folder_ids), live_only=True)


def trashed(owner_id: UUID) -> Any:
    """A subquery: the ids of all the owner's folders that lie in the trash, themselves or by a folder above."""
    return _descent((Folder.owner == owner_id) & Folder.trashed_at.is_null(False), live_only=False)


def everything_in(folder_ids: Collection[UUID]) -> set[UUID]:
    """The folders themselves and all below them, those in the trash as well."""
    found: set[UUID] = set()
    for ids in batches(folder_ids):
        found |= set(column(_descent(Folder.id.in_(ids), live_only=False)))
    return found


def purged() -> Any:
    """A subquery: the ids of all folders deleted for good, themselves or by a folder above, that are still to go."""
    return _descent(Folder.purged_at.is_null(False) & (Folder.name != ""), live_only=False)


def in_trash(folder_ids: Collection[UUID]) -> set[UUID]:
    """Those of the folders that lie in the trash, themselves or by a folder above."""
    found: set[UUID] = set()
    for ids in batches(folder_ids):
        found |= {origin for origin, *_, trashed_at in _ways(ids).tuples() if trashed_at is not None}
    return found


def among_purged(folder_ids: Collection[UUID]) -> set[UUID]:
    """Those of the folders that are deleted for good, themselves or by a folder above."""
    found: set[UUID] = set()
    for ids in batches(folder_ids):
        gone = Folder.alias()
        steps = Folder.select(Folder.id, Folder.id, Folder.parent).where(Folder.id.in_(ids))
        first = steps.cte("purged_ways", recursive=True, columns=("origin", "id", "parent_id"))
        above = Folder.alias()
        step = above.select(first.c.origin, above.id, above.parent).join(first, on=(above.id == first.c.parent_id))
        ways = first.union_all(step)
        origin = ways.c.origin.converter(Folder.id.python_value)
        found |= set(
            column(ways.select_from(origin).join(gone, on=(gone.id == ways.c.id)).where(gone.purged_at.is_null(False)))
        )
    return found


def names_above(folder_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """For each folder the names on the way to it, without the root's empty one, its own last."""
    ways: dict[UUID, list[tuple[int, str]]] = {}
    for ids in batches(folder_ids):
        for origin, _, height, name, _ in _ways(ids).tuples():
            ways.setdefault(origin, []).append((-height, name))
    return {origin: [name for _, name in sorted(steps) if name] for origin, steps in ways.items()}


def column(query: Any) -> list[Any]:
    """The values of a query's only column."""
    return [value for (value,) in query.tuples()]


def batches(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    """The ids in lists that are short enough for one statement."""
    every = list(ids)
    return (every[start : start + IDS_AT_ONCE] for start in range(0, len(every), IDS_AT_ONCE))


def _descent(start: Any, *, live_only: bool) -> Any:
    first = Folder.select(Folder.id).where(start).cte("descent", recursive=True, columns=("id",))
    child = Folder.alias()
    step = child.select(child.id).join(first, on=(child.parent == first.c.id))
    if live_only:
        step = step.where(child.trashed_at.is_null())
    descent = first.union(step)
    return descent.select_from(descent.c.id)


def _ways(folder_ids: list[UUID]) -> Any:
    """(origin, parent, height, name, trashed_at) for each folder on the way from each origin up to the root."""
    columns = ("origin", "parent_id", "height", "name", "trashed_at")
    first = (
        Folder.select(Folder.id, Folder.parent, peewee.Value(0).alias("height"), Folder.name, Folder.trashed_at)
        .where(Folder.id.in_(folder_ids))
        .cte("ways", recursive=True, columns=columns)
    )
    above = Folder.alias()
    step = above.select(first.c.origin, above.parent, first.c.height + 1, above.name, above.trashed_at).join(
        first, on=(above.id == first.c.parent_id)
    )
    ways = first.union_all(step)
    origin = ways.c.origin.converter(Folder.id.python_value)
    return ways.select_from(origin, *(getattr(ways.c, column) for column in columns[1:]))


def _climb(folder_ids: list[UUID]) -> Any:
    """(origin, id, height, trashed_at) for each folder on the way from each origin up to the root."""
    start = Folder.select(Folder.id, Folder.id, Folder.parent, peewee.Value(0), Folder.trashed_at)
    columns = ("origin", "id", "parent_id", "height", "trashed_at")
    first = start.where(Folder.id.in_(folder_ids)).cte("climb", recursive=True, columns=columns)
    above = Folder.alias()
    step = above.select(first.c.origin, above.id, above.parent, first.c.height + 1, above.trashed_at)
    climb = first.union_all(step.join(first, on=(above.id == first.c.parent_id)))
    origin, folder_id = (column.converter(Folder.id.python_value) for column in (climb.c.origin, climb.c.id))
    return climb.select_from(origin, folder_id, climb.c.height, climb.c.trashed_at)
