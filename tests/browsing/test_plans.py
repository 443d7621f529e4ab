"""A middle page is as fast as the first: each order is read from its index, and nothing is sorted or scanned.

Looked at in the databases' own words, not measured: the plan is what decides.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import peewee
import pytest

from backend.accounts.models import User
from backend.browsing import listing, order
from backend.browsing.listing import Listing, Wish
from backend.browsing.order import KINDS, Position, order_of
from backend.browsing.rows import QUERIES
from backend.db import db, is_sqlite, new_id, utcnow
from backend.folders import access, grants
from backend.folders import service as folders
from backend.folders.models import Folder, FolderEntry
from backend.studies.models import Study
from tests import factories
from tests.folders.things import file, root_id, study

Explain = Callable[[Any], str]

#: The order of the columns' numbers; all others are text.
NUMBERS = ("instances", "size")
INDEXES = {
    ("folder", "name"): "folder_by_name",
    ("folder", "added_at"): "folder_by_time",
    **{("study", sort): f"folder_entry_by_{sort}" for sort in order.SORTS},
    ("document", "name"): "folder_entry_by_name",
    ("document", "size"): "folder_entry_by_size",
    ("document", "added_at"): "folder_entry_by_added_at",
}


@pytest.fixture
def top(user: User) -> UUID:
    """The clinician's top folder."""
    return root_id(user)


@pytest.fixture
def explain(top: UUID) -> Explain:
    """A query's plan, as the database tells it; PostgreSQL is kept from scanning or sorting the few rows of a test."""
    assert top
    if not is_sqlite():
        for setting in ("enable_seqscan", "enable_sort", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin"):
            db.execute_sql(f"set {setting} = off")

    def plan(query: Any) -> str:
        sql, parameters = query.sql()
        prefix = "explain query plan " if is_sqlite() else "explain "
        return "\n".join(str(row[-1]) for row in db.execute_sql(prefix + sql, parameters).fetchall())

    return plan


def many_studies(owner: User, folder_id: UUID) -> list[UUID]:
    """2,000 studies that came by a link and were seen, so that a database has reason to use its indexes; their ids."""
    ids = [new_id() for _ in range(2000)]
    for batch in peewee.chunked(ids, 500):
        Study.insert_many({"id": each, "owner": owner, "study_instance_uid": each.hex} for each in batch).execute()
        FolderEntry.insert_many(
            {
                "folder": folder_id,
                "kind": "study",
                "study": each,
                "added_by": "guest:1:2",
                "added_via": "link",
                "seen_at": utcnow(),
            }
            for each in batch
        ).execute()
    return ids


def test_every_order_is_read_from_its_index(explain: Explain, top: UUID) -> None:
    """From the beginning and from the middle, up and down."""
    for (kind, sort), descending, middle in itertools.product(INDEXES, (False, True), (False, True)):
        value: Any = utcnow() if sort == "added_at" else 7 if sort in NUMBERS else "m"
        after = Position(kind, value, new_id()) if middle else None
        chosen = order_of(kind, sort, descending=descending)
        plan = explain(chosen.applied(QUERIES[kind](top, chosen), after).limit(101))
        index = INDEXES[kind, sort]
        assert f"{index} " in plan, plan
        assert "TEMP B-TREE" not in plan, plan
        assert "Sort" not in plan, plan
        assert "Seq Scan" not in plan, plan
        if middle and is_sqlite():
            assert f"{index} (" in plan
            assert plan.count("SCAN") == 0, plan
        if middle and not is_sqlite():
            assert "ROW(" in plan.split("Index Cond:")[1].split("\n")[0] or "(ROW" in plan, plan


def test_every_kind_and_order_is_covered() -> None:
    """A new order needs an index and a line above."""
    assert order._COLUMNS.keys() == INDEXES.keys()
    assert {kind for kind, _ in INDEXES} == set(KINDS)


def test_a_poll_reads_ids_from_an_index(
    explain: Explain, user: User, top: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What each browser asks every three seconds."""
    asked: list[Any] = []
    applied = order.Order.applied

    def noted(self: order.Order, query: Any, after: Position | None) -> Any:
        asked.append(applied(self, query, after))
        return asked[-1]

    monkeypatch.setattr(order.Order, "applied", noted)
    folders.create(factories.principal(user), top, "one")
    listing.shown_folders(Folder.get_by_id(top), Wish(limit=100))
    [query] = asked
    assert "folder_by_name" in explain(query)


def test_what_is_unseen_is_found_by_an_index(explain: Explain, user: User, top: UUID) -> None:
    """Marking as seen touches only what is new, however much lies in the folder."""
    ids = many_studies(user, top)
    FolderEntry.update(seen_at=None).where(FolderEntry.study == ids[7]).execute()
    db.execute_sql("analyze")
    unseen = FolderEntry.select().where(
        FolderEntry.folder == top, FolderEntry.trashed_at.is_null(), FolderEntry.seen_at.is_null()
    )
    assert "folder_entry_not_seen" in explain(unseen)
    assert unseen.get().study_id == ids[7]


def test_a_filter_reads_all_texts_from_one_index(explain: Explain, top: UUID) -> None:
    """And no other query does: it would have to sort what it finds."""
    asked = Listing(Folder.get_by_id(top), Wish(limit=100, filter="ab cd"))
    for kind in ("study", "document"):
        plan = explain(asked._matching(kind))
        assert "COVERING INDEX folder_entry_by_filter" in plan or not is_sqlite(), plan
        assert "Seq Scan" not in plan, plan


def test_what_is_shared_costs_no_look_at_everybodys_studies(explain: Explain, user: User, other_user: User) -> None:
    """However many studies the installation holds, a search reads one's own and what is shared with one."""
    owner, colleague = factories.principal(user), factories.principal(other_user)
    folder_id = folders.create(owner, root_id(user), "Shared")["id"]
    grants.put(owner, folder_id, colleague.email, "view", None, "UTC")
    many_studies(user, root_id(user))
    held = study(user)
    file(folder_id, held)
    db.execute_sql("analyze")
    found = Study.select(Study.id).where(access.visible_studies(colleague))
    plan = explain(found)
    assert re.search(r"SEARCH t1 USING COVERING INDEX|on study t1 [^\n]*\n *Index Cond", plan), plan
    assert [row.id for row in found] == [held.id]
